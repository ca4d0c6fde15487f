# The web app. Each step is a script that `make test` runs too (tests/integration/test_container_steps.py).
FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN scripts/container/build.sh /opt/sipmap

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin sipmap
COPY --from=build /opt/sipmap /opt/sipmap
COPY app.py scripts/container/start.sh /opt/app/
USER 10001
ENV SIPMAP_HOST=0.0.0.0 SIPMAP_PORT=8050 SIPMAP_AUTH=proxy
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD \
    ["/opt/sipmap/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8050/healthz', timeout=4)"]
ENTRYPOINT ["/opt/app/start.sh", "/opt/sipmap", "/opt/app"]
