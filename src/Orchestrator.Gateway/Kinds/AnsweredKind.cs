using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Kinds;

/// <summary>A kind whose documents are answered at once and never stored: they can be created, and nothing else.</summary>
internal static class AnsweredKind
{
    /// <summary>Its description.</summary>
    public static KindDescription Of<T>(string group, string plural, bool namespaced, string description)
        where T : IResource => new()
        {
            Group = group,
            Version = "v1",
            Kind = typeof(T).Name,
            Plural = plural,
            Singular = typeof(T).Name.ToLowerInvariant(),
            Description = description,
            ShortNames = [],
            Categories = [],
            Namespaced = namespaced,
            HasStatus = false,
            ClientsWriteStatus = false,
            CountsGeneration = false,
            NameFormat = TextFormat.DnsSubdomain,
            SelectableFields = [],
            Verbs = ResourceVerbs.Create,
            Type = typeof(T),
        };
}
