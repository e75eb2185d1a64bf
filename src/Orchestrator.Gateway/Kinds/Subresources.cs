using System.Collections.Immutable;
using Orchestrator.Gateway.Access.Reviews;
using Orchestrator.Gateway.Evicting;
using Orchestrator.Gateway.Scaling;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Kinds;

/// <summary>The subresources that are served, said once: discovery and the OpenAPI documents tell of these, and a test holds the routes to them.</summary>
internal static class Subresources
{
    /// <summary>All, by kind and then by name.</summary>
    public static ImmutableArray<Subresource> All { get; } =
    [
        .. ResourceKinds.All.Where(kind => kind.HasStatus).Select(kind =>
            Of(kind, "status", kind.ClientsWriteStatus ? ResourceVerbs.Get | ResourceVerbs.Update | ResourceVerbs.Patch : ResourceVerbs.Get)),
        Of<Pod>("attach", ResourceVerbs.Get | ResourceVerbs.Create) with { StreamOptions = "PodAttachOptions", Parameters = OfProcess() },
        Of<Pod>("binding", ResourceVerbs.Create) with { Document = typeof(Binding.Binding), Parameters = [.. QueryParameter.OfWrite] },
        Of<Pod>("eviction", ResourceVerbs.Create) with { Document = typeof(Eviction), Parameters = [.. QueryParameter.OfWrite] },
        Of<Pod>("exec", ResourceVerbs.Get | ResourceVerbs.Create) with
        {
            StreamOptions = "PodExecOptions",
            Parameters = [.. OfProcess(), new("command", "string", "The program and its arguments, each a parameter of its own.")],
        },
        Of<Pod>("log", ResourceVerbs.Get) with { StreamOptions = "Pod", Parameters = OfLog() },
        Of<Pod>("portforward", ResourceVerbs.Get | ResourceVerbs.Create) with
        {
            StreamOptions = "PodPortForwardOptions",
            Parameters = [new("ports", "string", "The ports, each a parameter of its own or between commas.")],
        },
        Of<ServiceAccount>("token", ResourceVerbs.Create) with { Document = typeof(TokenRequest), Parameters = [.. QueryParameter.OfWrite] },
        Scaled<Deployment>(),
        Scaled<ReplicaSet>(),
    ];

    /// <summary>Those of a kind, by name.</summary>
    public static IEnumerable<Subresource> Of(KindDescription kind) => kind.Custom is not null ? OfCustom(kind) :
        All.Where(subresource => subresource.Of == kind).OrderBy(subresource => subresource.Name, StringComparer.Ordinal);

    private static IEnumerable<Subresource> OfCustom(KindDescription kind)
    {
        const ResourceVerbs ReadAndWrite = ResourceVerbs.Get | ResourceVerbs.Update | ResourceVerbs.Patch;
        if (kind.Custom!.Scale is not null)
        {
            yield return Of(kind, "scale", ReadAndWrite) with { Document = typeof(Scale) };
        }

        if (kind.HasStatus)
        {
            yield return Of(kind, "status", ReadAndWrite);
        }
    }

    private static Subresource Of<T>(string name, ResourceVerbs verbs)
        where T : IResource => Of(ResourceKinds.Of<T>(), name, verbs);

    private static Subresource Of(KindDescription kind, string name, ResourceVerbs verbs) => new() { Of = kind, Name = name, Verbs = verbs };

    private static Subresource Scaled<T>()
        where T : IResource => Of<T>("scale", ResourceVerbs.Get | ResourceVerbs.Update | ResourceVerbs.Patch) with { Document = typeof(Scale) };

    private static ImmutableArray<QueryParameter> OfProcess() =>
    [
        new("container", "string", "Which container; the only one by default."),
        new("stdin", "boolean", "Whether the client writes to the process."),
        new("stdout", "boolean", "Whether the client reads its output."),
        new("stderr", "boolean", "Whether the client reads its errors."),
        new("tty", "boolean", "Whether it is a terminal."),
    ];

    private static ImmutableArray<QueryParameter> OfLog() =>
    [
        new("container", "string", "Whose output; the only container by default."),
        new("follow", "boolean", "Whether to go on with what is written from now on."),
        new("limitBytes", "integer", "How many bytes are read at most."),
        new("previous", "boolean", "Whether the output of the run before is meant."),
        new("sinceSeconds", "integer", "Only what was written in so many seconds."),
        new("sinceTime", "string", "Only what was written since this time."),
        new("stream", "string", "All: standard output and errors together."),
        new("tailLines", "integer", "How many lines from the end."),
        new("timestamps", "boolean", "Whether each line begins with its time."),
    ];
}
