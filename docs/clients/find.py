"""Finds bread near a place: the client in Python that docs/clients.md generates. First argument: the node, http://HOST:PORT."""

import sys

import byway_client as byway

with byway.ApiClient(byway.Configuration(host=sys.argv[1])) as client:
    page = byway.SearchApi(client).search("offers", q="bread", near="48.09,10.86", limit=3)
    for hit in page.items:
        print(hit.title, hit.distance_km, hit.expires)
