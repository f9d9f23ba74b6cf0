"""The catalogues: sentences are written in Chinese in the code, their English lies here.

`python -m service.locale update | compile | check` keeps them; see `service.locale.catalogue`.
"""
