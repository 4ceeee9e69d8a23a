# The dashboard. Build from the repository's root:
#   docker build --file deploy/web.Dockerfile --tag tfbench-web .
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production

FROM base AS manifests
COPY package.json package-lock.json .npmrc ./
COPY apps/web/package.json apps/web/
COPY packages/client/package.json packages/client/
COPY packages/contracts/package.json packages/contracts/

# What the running dashboard needs; everything its pages use is in the build.
FROM manifests AS packages
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --workspace=@tfbench/web

FROM manifests AS build
RUN npm ci --include=dev --ignore-scripts --no-audit --workspace=@tfbench/web
COPY packages/client packages/client
COPY packages/contracts packages/contracts
COPY apps/web apps/web
RUN npm run build --workspace=@tfbench/web && rm -rf apps/web/.next/cache

FROM base
LABEL org.opencontainers.image.title="tfbench-web" \
      org.opencontainers.image.description="Dashboard of tfbench" \
      org.opencontainers.image.licenses="MIT"
ENV HOST=0.0.0.0 PORT=3000 TFBENCH_API_URL=http://api:8000
COPY --from=packages /app ./
COPY apps/web/config.ts apps/web/next.config.mjs apps/web/start.ts apps/web/
COPY --from=build /app/apps/web/.next apps/web/.next
COPY deploy/check-health.ts deploy/
# The user `node` of the base image, by number: Kubernetes can then see that it is not root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "deploy/check-health.ts", "PORT", "/ready"]
CMD ["node", "--max-semi-space-size=2", "--optimize-for-size", "apps/web/start.ts"]
