// Builds oslo and sloth, which read what `igw render --format openslo|sloth` writes, for .ci/run and .ci/stack. Not by
// `go install`: that asks for newer versions, too, which not every module proxy tells.
module stack-slo

go 1.24

require (
	github.com/OpenSLO/oslo v0.12.0
	github.com/slok/sloth v0.12.0
)
