-- Health of an InferenceGateway. Like kstatus it looks at the generation and at three conditions: Reconciling, Stalled and
-- Ready. All others are news about a gateway that is deployed as declared: one that spends its error budget (SLOMet) or
-- that no Prometheus selects (MonitoringReady) is healthy.
local health = { status = "Progressing", message = "the operator has not looked at it yet" }
local status = obj.status
if status == nil or status.conditions == nil then
  return health
end

if obj.metadata.generation ~= nil and status.observedGeneration ~= obj.metadata.generation then
  health.message = "the operator has not seen the newest spec yet"
  return health
end

local conditions = {}
for _, condition in ipairs(status.conditions) do
  conditions[condition.type] = condition
end
local reconciling, stalled, ready = conditions.Reconciling, conditions.Stalled, conditions.Ready

if reconciling ~= nil and reconciling.status == "True" then
  health.message = reconciling.message
elseif stalled ~= nil and stalled.status == "True" then
  health.status = "Degraded"
  health.message = stalled.message
elseif ready ~= nil then
  if ready.status == "True" then
    health.status = "Healthy"
  end
  health.message = ready.message
end
return health
