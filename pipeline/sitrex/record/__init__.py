"""The record and its parts."""
