using Orchestrator.Gateway.Kinds;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Binding;

/// <summary>What clients may know of bindings.</summary>
internal static class BindingKind
{
    /// <summary>The kind.</summary>
    public static KindDescription Description { get; } = AnsweredKind.Of<Binding>("", "bindings", namespaced: true, "Says to which node a pod goes.");
}
