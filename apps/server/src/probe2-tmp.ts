import { openDatabase, migrate } from "@tfbench/store";
import { mkdtemp } from "node:fs/promises";
const where = { database_url: null, data_dir: await mkdtemp("/tmp/hapi/d-") };
await migrate(where, () => {});
const db = await openDatabase(where);
await db.query("insert into automations(project_id,name,provider,request) values (1,'a','tinyfish','{}')");
await db.query("insert into targets(project_id,name,provider,base_url,simulated,is_default) values (1,'a','tinyfish','http://x',true,true)");
await db.query("insert into target_prices(target_id,version,bills) values (1,1,'all')");
await db.query("insert into scenarios(project_id,name,automation_id) values (1,'a',1)");
const time = async (name: string, text: string, values: unknown[]) => { for (let i = 0; i < 50; i++) await db.query(text, values); const t = performance.now(); for (let i = 0; i < 200; i++) await db.query(text, values); console.log(name, ((performance.now() - t) / 200).toFixed(2)); };
await time("select 1", "select 1", []);
await time("pk", "select * from automations where id = $1", [1]);
await time("join2", "select * from scenarios s join automations a on a.id = s.automation_id where s.id = $1", [1]);
await time("join3", "select s.*, a.*, t.* from scenarios s join automations a on a.id = s.automation_id left join targets t on t.id = s.target_id where s.id = $1", [1]);
await time("subq", `select s.id, (select row_to_json(a) from automations a where a.id = s.automation_id) a, (select row_to_json(t) from targets t where t.id = coalesce(s.target_id, (select d.id from targets d where d.project_id = s.project_id and d.is_default))) t from scenarios s where s.id = $1`, [1]);
const SOURCE = `
  SELECT jsonb_build_object('id', s.id, 'name', s.name, 'inputs_template', s.inputs_template, 'run_settings', s.run_settings,
           'is_archived', s.archived_at IS NOT NULL) AS scenario,
         jsonb_build_object('id', a.id, 'name', a.name, 'provider', a.provider, 'request', a.request, 'default_inputs', a.default_inputs,
           'is_archived', a.archived_at IS NOT NULL) AS automation,
         CASE WHEN t.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'name', t.name, 'base_url', t.base_url, 'credential', t.credential,
           'simulated', t.simulated, 'limits', t.limits, 'timeouts', t.timeouts, 'is_archived', t.archived_at IS NOT NULL,
           'prices', p.prices) END AS target
  FROM scenarios s
  JOIN automations a ON a.id = s.automation_id
  LEFT JOIN targets t ON t.project_id = s.project_id AND t.id = coalesce($3::int, s.target_id, (SELECT d.id FROM targets d WHERE d.project_id = s.project_id AND d.is_default))
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('version', version, 'usd_per_step', usd_per_step, 'bills', bills,
             'effective_at', to_char(effective_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS prices
    FROM target_prices WHERE target_id = t.id ORDER BY version DESC LIMIT 1
  ) p ON true
  WHERE s.project_id = $1 AND s.id = $2`;
await time("source", SOURCE, [1, 1, null]);


const INS = `INSERT INTO runs (project_id, batch_id, batch_index, scenario_id, automation_id, target_id, origin) select 1, $1::int, n, 1,1,1,'simulated' from generate_series(0, $2::int) n returning id`;
let b = 0;
const timeIns = async (name: string, count: number) => { const t = performance.now(); for (let i = 0; i < 100; i++) { const [x] = await db.query<{id:number}>("insert into batches(project_id,scenario_id,automation_id,target_id,origin,plan,run_count,slots) values (1,1,1,1,'simulated','{}',1,1) returning id"); await db.query(INS, [x!.id, count - 1]); } console.log(name, ((performance.now() - t) / 100).toFixed(2)); };
await timeIns("batch + 1 run", 1); await timeIns("batch + 10 runs", 10);
await db.close();
