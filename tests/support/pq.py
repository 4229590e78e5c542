"""A connection of the tests' own to a site's PostgreSQL, by libpq: to ask with it costs a hundredth of what a psql of its own costs."""

import ctypes
import select

libpq = ctypes.CDLL("libpq.so.5")
for name, result, arguments in (
    ("PQconnectdb", ctypes.c_void_p, [ctypes.c_char_p]),
    ("PQstatus", ctypes.c_int, [ctypes.c_void_p]),
    ("PQsocket", ctypes.c_int, [ctypes.c_void_p]),
    ("PQfinish", None, [ctypes.c_void_p]),
    ("PQerrorMessage", ctypes.c_char_p, [ctypes.c_void_p]),
    ("PQexec", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p]),
    ("PQresultStatus", ctypes.c_int, [ctypes.c_void_p]),
    ("PQntuples", ctypes.c_int, [ctypes.c_void_p]),
    ("PQnfields", ctypes.c_int, [ctypes.c_void_p]),
    ("PQgetvalue", ctypes.c_char_p, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]),
    ("PQclear", None, [ctypes.c_void_p]),
):
    function = getattr(libpq, name)
    function.restype, function.argtypes = result, arguments
CONNECTED, COMMAND_DONE, ROWS = 0, 1, 2


class Connection:
    """Connects when it is asked for the first time, and again when PostgreSQL was away."""

    def __init__(self, socket, user="postgres", database="greenroom"):
        self.where = f"host={socket} user={user} dbname={database} application_name=test".encode()
        self.conn = None

    def close(self):
        if self.conn:
            libpq.PQfinish(self.conn)
        self.conn = None

    def _is_there(self):
        # PostgreSQL says nothing unasked but that it ends.
        return self.conn and libpq.PQstatus(self.conn) == CONNECTED and not select.select([libpq.PQsocket(self.conn)], [], [], 0)[0]

    def _connect(self):
        self.close()
        self.conn = libpq.PQconnectdb(self.where)
        if libpq.PQstatus(self.conn) != CONNECTED:
            why = self._why()
            self.close()
            raise AssertionError(why)

    def _why(self):
        return libpq.PQerrorMessage(self.conn).decode("utf-8", "replace")

    def _exec(self, text):
        """Rows of texts; an empty one for NULL, as psql has it. Several statements are one transaction; the last one's rows count."""
        result = libpq.PQexec(self.conn, text.encode())
        try:
            if libpq.PQresultStatus(result) not in (COMMAND_DONE, ROWS):
                raise AssertionError(f"{text}: {self._why()}")
            fields = range(libpq.PQnfields(result))
            return [[libpq.PQgetvalue(result, row, field).decode() for field in fields] for row in range(libpq.PQntuples(result))]
        finally:
            libpq.PQclear(result)

    def ask(self, text):
        """As in a session of its own: nothing of an earlier one is left."""
        if not self._is_there():
            self._connect()
        try:
            return self._exec(text)
        finally:
            if self._is_there():
                libpq.PQclear(libpq.PQexec(self.conn, b"DISCARD ALL"))
