// Measures the peer's authorize-only path: policies parsed once, request and context made for each decision.
// Usage: node peer.mjs FOLDER SECONDS, in a folder with @cloud-copilot/iam-simulate installed.
import { loadPolicy } from '@cloud-copilot/iam-policy'
import { readFileSync, readdirSync } from 'fs'
import { join } from 'path'

const base = './node_modules/@cloud-copilot/iam-simulate/dist/esm/'
const { authorize } = await import(base + 'core_engine/CoreSimulatorEngine.js')
const { AwsRequestImpl } = await import(base + 'request/request.js')
const { RequestContextImpl } = await import(base + 'requestContext.js')
const { DiscoveryContextKeyConstraints } = await import(base + 'context_keys/discoveryContextKeyConstraints.js')

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }
const load = (policy, index) => loadPolicy(policy, { name: String(index) })
const levels = (list, extra) =>
  (list ?? []).map(level => ({ orgIdentifier: level.orgIdentifier, policies: [...extra, ...level.policies].map(load) }))

const [folder, seconds] = [process.argv[2], Number(process.argv[3] ?? 3)]
for (const file of readdirSync(folder).filter(name => name.endsWith('.json')).sort()) {
  const question = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const policies = {
    sessionPolicy: undefined,
    identityPolicies: question.identityPolicies.map(load),
    serviceControlPolicies: levels(question.scps, []),
    resourceControlPolicies: levels(question.rcps, [everything]),
    resourcePolicy: question.resourcePolicy ? load(question.resourcePolicy, 'resource') : undefined,
    permissionBoundaries: question.boundary ? question.boundary.map(load) : undefined,
    vpcEndpointPolicies: undefined,
    simulationParameters: { simulationMode: 'Strict', discoveryContextKeyConstraints: new DiscoveryContextKeyConstraints([]) },
    serviceSettings: { s3: {} }
  }
  const { principal, action, resource, resourceAccount, context } = question.request
  const decide = () =>
    authorize({
      ...policies,
      request: new AwsRequestImpl(principal, { resource, accountId: resourceAccount }, action, new RequestContextImpl(context))
    }).result
  const answer = decide()
  const measure = limit => {
    const start = performance.now()
    let count = 0
    while (performance.now() - start < limit * 1000) {
      decide()
      count++
    }
    return count / ((performance.now() - start) / 1000)
  }
  measure(Math.max(2, seconds))
  console.log(`${question.name}\t${typeof answer === 'string' ? answer : (answer.analysis?.result ?? answer.result)}\t${measure(seconds).toFixed(1)}`)
}
