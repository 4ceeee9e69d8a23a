/** Which database the process uses: PostgreSQL by its URL, or the embedded one in `data_dir`. */
export type DatabaseConfig = {
  database_url: string | null;
  data_dir: string;
  /** Connections kept at most; 10 when left out. */
  max_connections?: number;
};
