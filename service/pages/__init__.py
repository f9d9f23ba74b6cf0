"""The HTML door: server-rendered pages that work without script and are quicker with it.

`service.pages.door` puts them on an application.
"""
