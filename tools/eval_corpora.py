def corpora():
    return []
