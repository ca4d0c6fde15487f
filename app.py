"""The WSGI application `server`, for gunicorn or waitress; `python app.py` serves the dashboard."""

from sipmap.cli import main, make_server

if __name__ == "__main__":
    main(["serve"])
else:
    server = make_server()
