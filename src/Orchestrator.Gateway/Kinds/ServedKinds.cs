using System.Collections.Immutable;
using Orchestrator.Gateway.Access.Reviews;
using Orchestrator.Gateway.Binding;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Kinds;

/// <summary>All that clients can name in a path: the kinds that are stored, and questions and orders that are answered at once.</summary>
internal static class ServedKinds
{
    /// <summary>All of them, the core group first.</summary>
    public static ImmutableArray<KindDescription> All { get; } = [BindingKind.Description, .. ResourceKinds.All, .. ReviewKinds.All];
}
