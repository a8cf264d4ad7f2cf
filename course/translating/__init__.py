"""The lessons and messages in other languages: English is the source, .po files in locale/ hold the rest."""
