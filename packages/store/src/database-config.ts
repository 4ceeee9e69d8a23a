/** Which database the process uses: PostgreSQL by its URL, or the embedded one in `data_dir`. */
export type DatabaseConfig = {
  database_url: string | null;
  data_dir: string;
  /** Live notices go through this Redis; without it through PostgreSQL, or stay in the process when embedded. */
  redis_url?: string | null;
  /** Connections kept at most; 10 when left out. */
  max_connections?: number;
};
