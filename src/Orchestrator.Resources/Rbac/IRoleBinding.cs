using System.Collections.Immutable;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Rbac;

/// <summary>What both sorts of binding have.</summary>
public interface IRoleBinding
{
    /// <summary>Identity, labels and bookkeeping.</summary>
    ObjectMeta Metadata { get; }

    /// <summary>Who gets the role.</summary>
    ImmutableArray<Subject> Subjects { get; }

    /// <summary>The role.</summary>
    RoleRef RoleRef { get; }
}
