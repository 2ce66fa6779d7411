"""How the Indonesian NER model is made: vectors -> data -> train -> evaluate -> model and card (`python -m extract.train`)."""
