using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Services;

/// <summary>A Service with the addresses and ports of nodes that it is to have.</summary>
/// <param name="Spec">What is wanted of it.</param>
/// <param name="Chosen">What was chosen for it, rather than asked for: others may be chosen where somebody else was quicker.</param>
internal sealed record Allocation(ServiceSpec Spec, ImmutableHashSet<string> Chosen);
