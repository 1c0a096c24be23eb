"""Walks an XML file with no work done on it: the most a reader on the same parser could reach.

    read_xml.py expat FILE      Python's expat, counting elements
    read_xml.py libxml2 FILE    libxml2's SAX interface without handlers, through ctypes
"""

import ctypes
import ctypes.util
import sys
import xml.parsers.expat


def expat(path):
    count = [0]

    def start(_name, _attributes):
        count[0] += 1

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    with open(path, "rb") as file:
        parser.ParseFile(file)
    print(count[0])


def libxml2(path):
    library = ctypes.CDLL(ctypes.util.find_library("xml2") or "libxml2.so.2")
    # struct _xmlSAXHandler of 32 members, all null: the parser checks and calls nobody.
    handler = ctypes.create_string_buffer(512)
    library.xmlSAXUserParseFile.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p]
    status = library.xmlSAXUserParseFile(ctypes.addressof(handler), None, path.encode())
    if status:
        sys.exit(f"libxml2 error {status}")


{"expat": expat, "libxml2": libxml2}[sys.argv[1]](sys.argv[2])
