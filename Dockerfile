# The portal as one image: the web server by default, worker and beat by another command.
FROM python:3.13-slim

# The fonts of the PDF files: without them, Arabic and Chinese would be empty boxes.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --home-dir /srv/portal portal \
    && install --directory --owner portal /var/lib/portal
WORKDIR /srv/portal

COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes --requirement requirements/base.txt

ENV PYTHONUNBUFFERED=1 \
    BIND=0.0.0.0 \
    PORT=8000 \
    PORTAL_STATE_DIR=/var/lib/portal \
    STATIC_ROOT=/srv/static

COPY . .
# The settings want these, but neither command looks at a secret or at a server.
RUN export SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgresql://build/build \
        CACHE_URL=redis://build CELERY_BROKER_URL=redis://build \
    && python manage.py compile_messages \
    && python manage.py collectstatic --no-input

USER portal
VOLUME /var/lib/portal
EXPOSE 8000
CMD ["gunicorn", "--config", "python:imrf_portal.web", "imrf_portal.wsgi"]
