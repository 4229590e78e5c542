"""A plain browser for tests: gets pages, finds forms, fills and sends them with their hidden fields, follows redirects. No JavaScript, as a person may have it."""

import html.parser
import urllib.parse

import requests


class Form:
    def __init__(self, action, method):
        self.action, self.method = action, method
        self.fields = {}  # name -> value, as a browser would send it
        self.boxes = {}  # unchecked boxes: name -> value
        self.labels = []
        self.text = ""

    def __repr__(self):
        return f"<form {self.method} {self.action} {sorted(self.fields)}>"


class Page(html.parser.HTMLParser):
    VOID = {"input", "link", "meta", "br", "hr", "img"}

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.source = text
        self.forms, self.links, self.words, self.stack = [], [], [], []
        self.form = self.area = self.select = None
        self.title = ""
        self.said = None  # how deep a text stands whose words are somebody's own: what is marked in it is no word's end
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag not in self.VOID:
            self.stack.append(tag)
        if a.get("class") == "said":
            self.said = len(self.stack)
            self.words.append("")
        if tag == "form":
            self.form = Form(a.get("action", ""), a.get("method", "get").lower())
            self.forms.append(self.form)
        elif tag == "a" and a.get("href"):
            self.links.append(a["href"])
        elif self.form is not None and tag == "input" and a.get("name"):
            if a.get("type") in ("checkbox", "radio") and "checked" not in a:
                self.form.boxes[a["name"]] = a.get("value", "on")
            else:
                self.form.fields[a["name"]] = a.get("value", "")
        elif self.form is not None and tag == "textarea" and a.get("name"):
            self.area = a["name"]
            self.form.fields[self.area] = ""
        elif self.form is not None and tag == "select" and a.get("name"):
            self.select = a["name"]
        elif tag == "option" and self.form is not None and self.select:
            if "selected" in a or self.select not in self.form.fields:
                self.form.fields[self.select] = a.get("value", "")

    def handle_endtag(self, tag):
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass
        if self.said and len(self.stack) < self.said:
            self.said = None
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area is not None:
            self.form.fields[self.area] = self.form.fields[self.area].removeprefix("\n")  # as every browser does
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area is not None:
            self.form.fields[self.area] += data
        if self.stack and self.stack[-1] == "title":
            self.title += data
        if self.said:
            self.words[-1] += data if self.stack[-1] != "sup" else ""  # a number, which nobody typed
        else:
            self.words.append(data)
        if self.form is not None:
            self.form.text += data

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


class Browser:
    """One person's browser. After each call: .page (parsed), .status, .url, .headers."""

    def __init__(self, base):
        self.base = base
        self.http = requests.Session()
        self.http.headers["Accept"] = "text/html,application/xhtml+xml"
        self.page = self.status = self.url = self.headers = self.answer = None

    def _take(self, answer):
        self.answer, self.status, self.headers = answer, answer.status_code, answer.headers
        self.url = urllib.parse.urlsplit(answer.url).path
        self.page = Page(answer.text)
        return self.page

    def get(self, path):
        return self._take(self.http.get(self.base + path, timeout=70))

    def form(self, action, contains=""):
        """The form whose action begins with or equals `action` and whose text has `contains`."""
        for form in self.page.forms:
            if (form.action == action or (action.endswith("*") and form.action.startswith(action[:-1]))) and contains in form.text:
                return form
        raise AssertionError(f"no form {action} on {self.url}: {self.page.forms}\n{self.page.text[:2000]}")

    def fields(self, action, contains="", **values):
        form = self.form(action, contains)
        fields = dict(form.fields)
        for name, value in values.items():
            name = name.replace("__", ".")
            if value is None:
                fields.pop(name, None)
            else:
                fields[name] = value
        return form, fields

    def send(self, action, contains="", status=None, **values):
        """Fills a form of the page (dots in names as '__', None leaves a field out) and sends it."""
        form, fields = self.fields(action, contains, **values)
        if form.method == "get":
            page = self._take(self.http.get(self.base + form.action, params=fields, timeout=70))
        else:
            page = self.post(form.action, fields)
        if status is not None:
            assert self.status == status, (self.status, self.page.text[:1500])
        return page

    def post(self, path, fields, headers=None):
        return self._take(self.http.post(self.base + path, data=fields, timeout=70, headers={"Origin": self.base, **(headers or {})}))

    def sign_up(self, name, password="a quiet green room"):
        self.get("/signup")
        self.send("/users/create", username=name, password=password, name="", zone="Europe/Berlin", status=200)
        return [w for w in self.page.source.split("<code>")[1:]]

    def log_in(self, name, password="a quiet green room"):
        self.get("/login")
        return self.send("/users/login", username=name, password=password)


class Program:
    """A program: JSON in, JSON out, the same routes."""

    def __init__(self, base):
        self.base = base
        self.http = requests.Session()
        self.http.headers.update({"Accept": "application/json"})

    def call(self, method, path, body=None, key=None, status=200):
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.http.request(method, self.base + path, json=body if method != "GET" else None, timeout=70, headers=headers)
        if status is not None:
            assert answer.status_code == status, (method, path, answer.status_code, answer.text[:1500])
        return answer.json() if answer.content else None
