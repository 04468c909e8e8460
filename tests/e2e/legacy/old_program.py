"""A region's old desktop program: its own SQLite file, and the documented calls with `requests`.

Usage: old_program.py <hub url> <Ankara's key> <another Ankara PC's key> <Istanbul's key> <folder>
Prints one JSON object: what each step came to. Without `requests` the same calls go through urllib.
"""

import http.client
import json
import os
import sqlite3
import sys
import threading
import urllib.error
import urllib.request

try:
    import requests
except ImportError:
    requests = None

URL, KEY, SECOND_KEY, ISTANBUL_KEY, FOLDER = sys.argv[1:6]
GB = 1024**3

SHAPE = """
CREATE TABLE employees (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, region TEXT,
  position TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP, shoe_size INTEGER);
CREATE TABLE timesheets (id INTEGER PRIMARY KEY AUTOINCREMENT, employee_id INTEGER, work_date TEXT,
  start_time TEXT, end_time TEXT, break_minutes INTEGER DEFAULT 0, is_special INTEGER DEFAULT 0,
  notes TEXT, region TEXT);
CREATE TABLE vehicles (id INTEGER PRIMARY KEY, plate TEXT, brand TEXT, model TEXT, region TEXT);
CREATE TABLE drivers (id INTEGER PRIMARY KEY, full_name TEXT, license_class TEXT, phone TEXT, region TEXT);
CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT, role TEXT, region TEXT, password_hash TEXT);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT);
"""


def place(name):
    return os.path.join(FOLDER, name)


def make(name, region, people):
    path = place(name)
    with sqlite3.connect(path) as db:
        db.executescript(SHAPE)
        for number in range(1, people + 1):
            db.execute(
                "INSERT INTO employees (id, name, region, position, created_at, shoe_size) VALUES (?,?,?,?,?,?)",
                (number, f"{region} {number}", region, "Worker", f"2024-01-{number:02d} 08:00:00", 36 + number),
            )
            for day in range(1, 6):
                db.execute(
                    "INSERT INTO timesheets (employee_id, work_date, start_time, end_time, break_minutes, region)"
                    " VALUES (?,?,?,?,?,?)",
                    (number, f"2026-03-{day:02d}", "08:00", "17:30", 60, region),
                )
        db.execute("INSERT INTO vehicles VALUES (1, '06 ABC 06', 'Make', 'Model', ?)", (region,))
        db.execute("INSERT INTO drivers VALUES (1, 'Driver One', 'B', '555', ?)", (region,))
        db.execute("INSERT INTO users VALUES (1, 'clerk', 'user', ?, 'old-hash')", (region,))
        db.execute("INSERT INTO settings VALUES ('server_url', ?)", (URL,))
    db.close()
    return path


def run(path, *statements):
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def ask(path, query):
    db = sqlite3.connect(path)
    rows = [list(row) for row in db.execute(query)]
    db.close()
    return rows


def upload(path, key=KEY, region=None, reason="nightly"):
    headers = {"X-API-KEY": key, "X-Reason": reason}
    if region is not None:
        headers["X-Region"] = region
    with open(path, "rb") as file:
        if requests is not None:
            answer = requests.post(f"{URL}/sync", headers=headers, files={"db": file}, timeout=120)
            return told(answer.status_code, answer.content)
        content = file.read()
    edge = "----old-program"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="db"; filename="a.db"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    headers["Content-Type"] = f"multipart/form-data; boundary={edge}"
    return call("POST", "/sync", headers, body)


def call(method, path, headers, body=None):
    request = urllib.request.Request(URL + path, data=body, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return told(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        return told(error.code, error.read())


def told(status, content):
    body = json.loads(content)
    return {
        "status": status,
        "code": body.get("code"),
        "detail": body.get("detail"),
        "counts": {
            name: [table[part] for part in ("added", "changed", "unchanged", "refused")]
            for name, table in body.get("tables", {}).items()
        },
        "refusals": [
            [name, refusal["id"], refusal["reason"]]
            for name, table in body.get("tables", {}).items()
            for refusal in table["refusals"]
        ],
    }


def download(path, key=KEY):
    """Downloads beside the program's file, looks at it, then puts it in its place."""
    request = urllib.request.Request(f"{URL}/sync/download", headers={"X-API-KEY": key})
    if requests is not None:
        content = requests.get(request.full_url, headers={"X-API-KEY": key}, timeout=120).content
    else:
        content = urllib.request.urlopen(request, timeout=120).read()
    fresh = path + ".new"
    with open(fresh, "wb") as file:
        file.write(content)
    sound = ask(fresh, "PRAGMA integrity_check")
    os.replace(fresh, path)
    return sound[0][0]


def too_large(size, chunked, key=None):
    """Sends a body of `size` piece by piece and reads only afterwards, as http.client does."""
    edge = "----old-program"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="db"; filename="a.db"\r\n\r\n'.encode()
    connection = http.client.HTTPConnection(URL.split("//")[1], timeout=120)
    connection.putrequest("POST", "/sync")
    connection.putheader("X-API-KEY", key or KEY)
    connection.putheader("Content-Type", f"multipart/form-data; boundary={edge}")
    if chunked:
        connection.putheader("Transfer-Encoding", "chunked")
    else:
        connection.putheader("Content-Length", str(size))
    connection.endheaders()
    piece = b"SQLite format 3\0" * 65536
    sent = 0
    hung_up = False
    try:
        while sent < size:
            part = head if sent == 0 else piece[: size - sent]
            connection.send(b"%x\r\n%s\r\n" % (len(part), part) if chunked else part)
            sent += len(part)
    except (BrokenPipeError, ConnectionResetError):
        hung_up = True
    answer = connection.getresponse()
    told_of = {**told(answer.status, answer.read()), "sent": sent, "hung_up": hung_up}
    connection.close()
    return told_of


def main():
    steps = {}
    mine = make("ankara.db", "Ankara", 8)
    far = make("istanbul.db", "Istanbul", 8)
    both = {}
    threads = [
        threading.Thread(target=lambda: both.update(ankara=upload(mine, region="ankara"))),
        threading.Thread(target=lambda: both.update(istanbul=upload(far, key=ISTANBUL_KEY))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    steps["two at once"] = both
    steps["again"] = upload(mine)

    other = make("other.db", "Ankara", 3)
    steps["second PC"] = upload(other, key=SECOND_KEY)
    steps["download"] = download(mine)
    steps["regions seen"] = ask(mine, "SELECT region, COUNT(*) FROM employees GROUP BY region")
    steps["own rows"] = ask(mine, "SELECT id, name, shoe_size, created_at FROM employees WHERE id = 8")
    steps["own login"] = ask(mine, "SELECT password_hash FROM users WHERE id = 1")
    steps["downloaded again"] = upload(mine)
    run(
        mine,
        "UPDATE timesheets SET notes = 'went on' WHERE employee_id = 1 AND work_date = '2026-03-02'",
        "INSERT INTO employees (name, region, created_at) VALUES ('Ankara new', 'Ankara', '2026-03-01')",
        "INSERT INTO timesheets (employee_id, work_date, start_time, end_time, break_minutes, region)"
        " SELECT MAX(id), '2026-03-02', '09:00', '18:00', 60, 'Ankara' FROM employees",
    )
    steps["went on"] = upload(mine)
    steps["second download"] = download(mine)
    steps["after it"] = ask(
        mine,
        "SELECT e.name, t.start_time FROM timesheets t JOIN employees e ON e.id = t.employee_id"
        " WHERE e.name = 'Ankara new' OR t.notes = 'went on' ORDER BY 1",
    )

    steps["wrong key"] = upload(mine, key="healthops_" + "x" * 43)
    run(other, "INSERT INTO employees (id, name, region) VALUES (99, 'Stranger', 'Istanbul')")
    steps["another region's row"] = upload(other, key=SECOND_KEY)
    with open(mine, "rb") as file:
        whole = file.read()
    with open(place("cut.db"), "wb") as file:
        file.write(whole[: len(whole) // 2])
    steps["truncated"] = upload(place("cut.db"))
    with open(place("letter.db"), "w", encoding="utf-8") as file:
        file.write("Dear hub, this is a letter.\n" * 100)
    steps["text"] = upload(place("letter.db"))
    hostile = make("hostile.db", "Ankara", 1)
    run(
        hostile,
        "CREATE TRIGGER burn AFTER INSERT ON employees BEGIN DELETE FROM timesheets; END",
        "CREATE VIEW spy AS SELECT load_extension('/tmp/evil') FROM employees",
    )
    steps["hostile trigger"] = upload(hostile, key=SECOND_KEY, reason="hostile")
    run(
        hostile,
        "ALTER TABLE vehicles RENAME TO hidden",
        "CREATE VIEW vehicles AS WITH RECURSIVE t(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM t)"
        " SELECT id, 'x' AS plate FROM t",
    )
    steps["hostile view"] = upload(hostile)
    steps["five gigabytes"] = too_large(5 * GB, chunked=False)
    steps["five gigabytes, unannounced"] = too_large(5 * GB, chunked=True)
    steps["five gigabytes, wrong key"] = too_large(5 * GB, chunked=False, key="healthops_" + "x" * 43)
    steps["still well"] = upload(mine)
    print(json.dumps(steps))


main()
