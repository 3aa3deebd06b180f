"""Which encoding bytes are in."""

from __future__ import annotations

import pytest

from sitrex.ingest.decode import decode


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "General José Peña and Colonel Muñoz held Logroño."),
        ("cp1252", "El ejército español atacó la posición. ¿Qué pasó en Cádiz?"),
        ("cp1252", "Não há informações sobre a situação em São Tomé."),
        ("cp1252", "L’armée a été battue à Épernay après l’attaque; il va à Rome."),
        ("cp1252", "La città è caduta. Perché? Così è."),
        ("cp1252", "Die Truppen zogen über München nach Straßburg. 3 Männer fielen."),
        ("cp1252", "Fighting near Liège and Værnes: 300 m³ of water, “hot”."),
        ("cp1252", "A £300 heater at 20 °C"),
        ("cp1252", "Guiné-Bissau, João Ramalho, São Tomé, Luís Conceição"),
        ("cp1250", "Gdańsk and Toruń fell."),
        ("cp1250", "Żołnierze zajęli miasto Łódź. Byli w Poznaniu."),
        ("cp1250", "Česká armáda obsadila město Plzeň; čtyři muži zahynuli."),
        ("cp1250", "A magyar hadsereg elfoglalta Győr városát."),
        ("cp1250", "General Mladić was in Goražde, Čapljina and Čačak."),
        ("cp1252", "Trèves, Genève and Zaïre"),
        ("cp1250", "Foča fell."),
        ("cp1250", "Generał Sikorski. Był w Anglii."),
        ("iso8859-2", "Żołnierze zajęli miasto Łódź, śmierć poniósł jeden."),
        ("cp852", "Żołnierze zajęli miasto Łódź."),
        ("cp850", "El ejército español atacó la posición de Peña."),
        ("cp1251", "Войска заняли Харьков, 12 солдат погибли."),
        ("cp1251", "Українські війська звільнили Київ, її захисники тримали рубіж."),
        ("cp1251", "МОСКВА. ВОЙСКА ЗАНЯЛИ ГОРОД"),
        ("koi8-r", "Войска заняли Харьков, 12 солдат погибли."),
        ("cp866", "Войска заняли Харьков, 12 солдат погибли."),
        ("cp866", "МОСКВА"),
        ("cp1253", "Ο στρατός κατέλαβε την πόλη της Θεσσαλονίκης"),
        ("cp1255", "הצבא כבש את העיר"),
        ("cp1256", "احتل الجيش المدينة في الصباح"),
        ("shift_jis", "軍は町を占領した。三人が死亡した。"),
        ("big5", "軍隊佔領了城市，三人死亡。"),
    ],
)
def test_a_page_is_told_by_its_letters(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text
