"""A model provider for tests: a real HTTP(S) server that plays scripted answers, speaks both dialects, streams, and writes down what it was asked.

    with ModelServer() as models:
        models.url("openai")                     # http://127.0.0.1:PORT/openai/v1: for greenroom.conf; "anthropic" and "local" likewise
        models.play(Reply(status=529), None)     # the next two requests; None (and whatever follows) is answered well, in the mode and form asked
        models.always(Reply(status=500))         # until models.calm()
        models.requests[-1].mode / .body / .headers / .system / .user

A Reply is made by hand, or from a Request by a function: models.play(lambda request: well(request, answer={"score": 11, ...})).
"""

import gzip
import json
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support import model_words
from tests.support.patience import patient

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


class Request:
    """What was asked."""

    def __init__(self, path, headers, raw, connection):
        self.path, self.headers, self.raw, self.connection, self.at = path, headers, raw, connection, time.monotonic()
        self.body = json.loads(raw) if raw.strip().startswith(b"{") else {}
        self.dialect = "anthropic" if path.endswith("/messages") else "speech" if path.endswith("/transcriptions") else "openai"
        self.provider = path.split("/")[1]
        self.stream = bool(self.body.get("stream"))
        self.model = self.body.get("model", "")

    @property
    def parts(self):
        """Of a multipart body: name -> (head, bytes)."""
        boundary = self.headers["Content-Type"].split("boundary=")[1].encode()
        parts = {}
        for part in self.raw.split(b"--" + boundary)[1:-1]:
            head, value = part.removeprefix(b"\r\n").split(b"\r\n\r\n", 1)
            parts[head.split(b'name="')[1].split(b'"')[0].decode()] = (head.decode(), value.removesuffix(b"\r\n"))
        return parts

    @property
    def system(self):
        if self.dialect == "openai":
            return "".join(m["content"] for m in self.body["messages"] if m["role"] == "system")
        system = self.body.get("system", "")
        return system if isinstance(system, str) else "".join(b["text"] for b in system)

    @property
    def turns(self):
        """The messages but the system's, as (role, text)."""
        return [(m["role"], m["content"]) for m in self.body["messages"] if m["role"] != "system"]

    @property
    def user(self):
        return self.turns[0][1]

    @property
    def repair(self):
        """What it says about the last answer, or None."""
        return self.turns[2][1] if len(self.turns) > 2 else None

    @property
    def mode(self):
        return model_words.mode_of(self.system)

    @property
    def form(self):
        """How the answer is to be held to its schema: schema, tool, object or plain."""
        if "tools" in self.body:
            return "tool"
        if "output_config" in self.body:
            return "schema"
        return {"json_schema": "schema", "json_object": "object"}.get(self.body.get("response_format", {}).get("type"), "plain")


class Reply:
    """What is played. `body`: text, bytes or a document. `pieces`: sent one by one instead, numbers among them are pauses in seconds,
    events are waited for.
    `wait`: seconds before the head, or an event. `cut`: the connection is reset after what was sent. `length`: another Content-Length than the true one; `zip`: gzip.
    """

    def __init__(self, status=200, body="", headers=None, content_type="application/json", pieces=None, wait=0, cut=False, length=None, zip=False):
        self.status, self.headers, self.pieces, self.wait, self.cut, self.length = status, dict(headers or {}), pieces, wait, cut, length
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        self.body = body.encode() if isinstance(body, str) else body
        if zip:
            self.body = gzip.compress(self.body)
            self.headers["Content-Encoding"] = "gzip"
        self.headers.setdefault("Content-Type", content_type)

    def later(self, seconds):
        self.wait = seconds
        return self


# --- answers as each dialect has them ---------------------------------------------------------

USAGE = {"in": 1200, "cached": 1024, "out": 300}


def well(request, answer=None, text=None, **how):
    """A good answer in the dialect, form and way (streamed or whole) that were asked for. `answer`: another document than the mode's own; `text`: a
    text instead of a document. The rest: as in openai_ and anthropic_ below."""
    if request.dialect == "speech":
        return heard(text or "This is what was said.", **how)
    if text is None:
        text = json.dumps(answer if answer is not None else model_words.answer_for(request), ensure_ascii=False)
    how.setdefault("tool", request.form == "tool")
    make = {
        ("openai", False): openai_whole,
        ("openai", True): openai_stream,
        ("anthropic", False): anthropic_whole,
        ("anthropic", True): anthropic_stream,
    }[request.dialect, request.stream]
    return make(text, **how)


def heard(text, seconds=9, **how):
    """A transcript."""
    return Reply(200, {"text": text, "usage": {"type": "duration", "seconds": seconds}}, **how)


def error(request, status, kind, message="It went wrong.", code=None, **how):
    """An error before the answer, in the dialect asked."""
    if request.dialect == "anthropic":
        return Reply(status, {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_e"}, **how)
    return Reply(status, {"error": {"message": message, "type": kind, "param": None, "code": code}}, **how)


def failing(status, kind="api_error", message="It went wrong.", code=None, **how):
    """The same as a function of the request, to be played."""
    return lambda request: error(request, status, kind, message, code, **how)


def sse(*events):
    """Events as a stream's pieces: documents, ("name", document), texts as they are, and pauses."""
    pieces = []
    for e in events:
        if isinstance(e, (int, float, threading.Event)):
            pieces.append(e)
        elif isinstance(e, str):
            pieces.append(e.encode())
        else:
            name, document = e if isinstance(e, tuple) else (None, e)
            pieces.append(((f"event: {name}\n" if name else "") + "data: " + json.dumps(document, ensure_ascii=False) + "\n\n").encode())
    return pieces


def chunks(text, size):
    return [text[i : i + size] for i in range(0, len(text), size)] or [""]


def openai_usage(u):
    return {
        "prompt_tokens": u["in"],
        "completion_tokens": u["out"],
        "total_tokens": u["in"] + u["out"],
        "prompt_tokens_details": {"cached_tokens": u["cached"], "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def openai_whole(text, finish="stop", usage=USAGE, tool=False, refusal=None, model="gpt-test-2026-01-01", **how):
    message = {"role": "assistant", "content": None if tool or refusal else text, "refusal": refusal, "annotations": []}
    if tool:
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": {"name": "answer", "arguments": text}}]
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1741570283,
        "model": model,
        "service_tier": "default",
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "tool_calls" if tool and finish == "stop" else finish}],
    }
    if usage:
        body["usage"] = openai_usage(usage)
    how.setdefault("headers", {"x-request-id": "req-openai-1"})
    return Reply(200, body, **how)


def openai_chunk(delta, finish=None, **more):
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1741570283,
        "model": "gpt-test-2026-01-01",
        "obfuscation": "xY",
        "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}],
        "usage": None,
        **more,
    }


def openai_stream(text, finish="stop", usage=USAGE, tool=False, size=12, pause=0, first=0, stop_after=None, then=(), done=True, **how):
    """`first`: seconds (or an event) before the first words, `pause`: between them; `stop_after`: so many pieces and then only `then` (events), without an end."""
    events = [openai_chunk({"role": "assistant", "content": "", "refusal": None}), first]
    for i, piece in enumerate(chunks(text, size)):
        if stop_after is not None and i >= stop_after:
            break
        delta = {"content": piece}
        if tool:
            delta = {
                "tool_calls": [
                    {
                        "index": 0,
                        **({"id": "call_1", "type": "function"} if i == 0 else {}),
                        "function": {**({"name": "answer", "arguments": piece} if i == 0 else {"arguments": piece})},
                    }
                ]
            }
        events += [openai_chunk(delta), pause]
    events += list(then)
    if stop_after is None:
        events.append(openai_chunk({}, "tool_calls" if tool and finish == "stop" else finish))
        if usage:
            events.append({**openai_chunk({}), "choices": [], "usage": openai_usage(usage)})
        if done:
            events.append("data: [DONE]\n\n")
    how.setdefault("headers", {"x-request-id": "req-openai-1"})
    return Reply(200, pieces=sse(*events), content_type="text/event-stream", **how)


def anthropic_usage(u):
    return {
        "input_tokens": u["in"] - u["cached"],
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": u["cached"],
        "output_tokens": u["out"],
        "service_tier": "standard",
    }


def anthropic_whole(text, finish="end_turn", usage=USAGE, tool=False, model="claude-test-20260101", **how):
    content = [{"type": "tool_use", "id": "toolu_1", "name": "answer", "input": json.loads(text)}] if tool else [{"type": "text", "text": text}]
    body = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [] if finish == "refusal" else content,
        "stop_reason": "tool_use" if tool and finish == "end_turn" else finish,
        "stop_sequence": None,
        "stop_details": None,
    }
    if usage:
        body["usage"] = anthropic_usage(usage)
    how.setdefault("headers", {"request-id": "req_anthropic_1"})
    return Reply(200, body, **how)


def anthropic_stream(text, finish="end_turn", usage=USAGE, tool=False, size=12, pause=0, first=0, stop_after=None, then=(), done=True, **how):
    begin = {"type": "tool_use", "id": "toolu_1", "name": "answer", "input": {}} if tool else {"type": "text", "text": ""}
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-test-20260101",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {**anthropic_usage(usage or USAGE), "output_tokens": 1},
    }

    def named(document):
        return document["type"], document

    events = [
        named({"type": "message_start", "message": message}),
        named({"type": "content_block_start", "index": 0, "content_block": begin}),
        named({"type": "ping"}),
        first,
    ]
    for i, piece in enumerate(chunks(text, size)):
        if stop_after is not None and i >= stop_after:
            break
        delta = {"type": "input_json_delta", "partial_json": piece} if tool else {"type": "text_delta", "text": piece}
        events += [named({"type": "content_block_delta", "index": 0, "delta": delta}), pause]
    events += list(then)
    if stop_after is None:
        events += [
            named({"type": "content_block_stop", "index": 0}),
            named(
                {
                    "type": "message_delta",
                    "delta": {"stop_reason": "tool_use" if tool and finish == "end_turn" else finish, "stop_sequence": None},
                    "usage": {"output_tokens": (usage or USAGE)["out"]},
                }
            ),
        ]
        if done:
            events.append(named({"type": "message_stop"}))
    how.setdefault("headers", {"request-id": "req_anthropic_1"})
    return Reply(200, pieces=sse(*events), content_type="text/event-stream", **how)


# --- the server -------------------------------------------------------------------------------------------------------------------------


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a piece is on its way when it is written

    def log_message(self, *words):
        pass

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        models = self.server.models
        request = Request(self.path, dict(self.headers.items()), raw, self.client_address[1])
        reply = models.next_reply(request)
        try:
            self.play(models, reply)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True
        except ValueError:  # closed by a cut
            self.close_connection = True

    do_GET = do_PUT = do_POST

    def play(self, models, reply):
        models.pause(reply.wait)
        chunked = reply.pieces is not None and reply.length is None
        lines = [f"HTTP/1.1 {reply.status} Scripted", *(f"{k}: {v}" for k, v in reply.headers.items())]
        if chunked:
            lines.append("Transfer-Encoding: chunked")
        else:
            lines.append(f"Content-Length: {len(reply.body) if reply.length is None else reply.length}")
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        for piece in [reply.body] if reply.pieces is None else reply.pieces:
            if isinstance(piece, (int, float, threading.Event)):
                models.pause(piece)
            elif piece:
                piece = piece.encode() if isinstance(piece, str) else piece
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        if reply.cut:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
            self.close_connection = True
        elif chunked:
            self.wfile.write(b"0\r\n\r\n")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):  # a handshake that failed, a client that went
        pass


class ModelServer:
    def __init__(self, certificate=None):
        """`certificate`: (certificate file, key file) for https."""
        self.requests, self.script, self.usual, self.lock, self.closing = [], [], None, threading.Lock(), threading.Event()
        self.ever = []  # every request there was, calm or not
        self.http = Server(("127.0.0.1", 0), Handler)
        self.http.models = self
        self.scheme, self.port = "http", self.http.server_address[1]
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True, do_handshake_on_connect=False)
            self.scheme = "https"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()

    def url(self, provider, host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.port}/{provider}/v1"

    def pause(self, until):
        """So many seconds, or until a test sets its event."""
        if isinstance(until, threading.Event):
            until.wait(patient(30))
        elif until:
            self.closing.wait(until)

    def play(self, *replies):
        with self.lock:
            self.script += replies

    def always(self, reply):
        with self.lock:
            self.usual = reply

    def calm(self):
        """Forgets the script and what was asked."""
        with self.lock:
            self.script, self.usual, self.requests = [], None, []

    def next_reply(self, request):
        with self.lock:
            self.requests.append(request)
            self.ever.append(request)
            reply = self.script.pop(0) if self.script else self.usual
        if reply is None:
            return well(request)
        return reply(request) if callable(reply) else reply


# --- certificates -----------------------------------------------------------------------------------------------------------------------


class Authority:
    """A certificate authority of our own, made with openssl when a test needs it. ca is its certificate's file."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="gr-ca-", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.ca = os.path.join(self.folder, "ca.pem")
        self._run(
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-days",
            "2",
            "-subj",
            "/CN=A test's authority",
            "-addext",
            "basicConstraints=critical,CA:TRUE",
        )
        os.chmod(self.ca, 0o644)

    def _run(self, *words):
        done = subprocess.run(["openssl", *words], cwd=self.folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def certificate(self, name="server", host="IP:127.0.0.1,DNS:localhost", begins="20200101000000Z", ends="20450101000000Z"):
        """(certificate, key) for a host; one that is over with ends="20210101000000Z"."""
        with open(os.path.join(self.folder, name + ".cnf"), "w") as f:
            f.write(
                f"""[ca]
default_ca = us
[us]
database = {name}.index
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = ext
[any]
commonName = supplied
[ext]
subjectAltName = {host}
"""
            )
        open(os.path.join(self.folder, name + ".index"), "w").close()
        self._run(
            "req",
            "-new",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-keyout",
            name + ".key",
            "-out",
            name + ".csr",
            "-subj",
            "/CN=" + name,
        )
        self._run(
            "ca", "-batch", "-notext", "-config", name + ".cnf", "-startdate", begins, "-enddate", ends, "-in", name + ".csr", "-out", name + ".pem"
        )
        return os.path.join(self.folder, name + ".pem"), os.path.join(self.folder, name + ".key")
