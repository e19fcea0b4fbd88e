# Built in one stage, run in another: what builds is not in the result.
FROM python:3.13-slim AS build
WORKDIR /usher
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt \
    && /opt/venv/bin/pip uninstall --yes pip \
    && find /opt/venv -name "__pycache__" -prune -exec rm -rf {} +
COPY app app
COPY schema schema
COPY migrations migrations
RUN /opt/venv/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/venv/lib app schema migrations

FROM python:3.13-slim
# Files are the superuser's and can't be changed by the server, which has one folder of its own, for SQLite and for files.
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin usher \
    && install --directory --owner usher --group usher --mode 0750 /data \
    && rm -rf /usr/local/lib/python3.13/ensurepip && pip uninstall --yes --quiet pip --root-user-action ignore
WORKDIR /usher
COPY --from=build /opt/venv /opt/venv
COPY --from=build /usher/app app
COPY --from=build /usher/schema schema
COPY --from=build /usher/migrations migrations
COPY LICENSE .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    USHER_ENV=production \
    USHER_HOST=0.0.0.0 \
    USHER_PORT=8000 \
    USHER_STORAGE_URL=file:///data/files
USER usher
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"USHER_PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve"]
