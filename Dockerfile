FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000 LAZOS_VAR=/var/lib/lazos
RUN useradd --system --home-dir /var/lib/lazos --create-home lazos
WORKDIR /srv/lazos
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY . .
# The secrets of this line serve the build only.
RUN LAZOS_PRODUCTION=1 LAZOS_SECRET_KEY=build LAZOS_ALLOWED_HOSTS=build DATABASE_URL=postgresql:///build \
    python manage.py collectstatic --no-input
USER lazos
EXPOSE 8000
CMD ["gunicorn", "-c", "python:geo.server.gunicorn_conf"]
