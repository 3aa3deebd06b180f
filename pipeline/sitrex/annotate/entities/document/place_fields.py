def place(mentions, text):
    return mentions
