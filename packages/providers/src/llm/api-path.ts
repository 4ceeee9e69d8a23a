const VERSIONED = /\/v\d+[a-z0-9]*$/;

/**
 * The path of an API below a target's address, which may be the service's origin, its versioned base (/v1), or the whole
 * path already. `endpoint` begins with a slash and has no version.
 */
export function apiPath(baseUrl: string, endpoint: string): string {
  const path = new URL(baseUrl).pathname.replace(/\/+$/, "");
  if (path.endsWith(endpoint)) return path;
  return VERSIONED.test(path) ? `${path}${endpoint}` : `${path}/v1${endpoint}`;
}
