using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Configuration;

/// <summary>Fields of a pod as text (Kubernetes' documentation: "Downward API").</summary>
public static class DownwardFields
{
    private const string DefaultAccount = "default";

    /// <summary>The field's value; empty where a label or annotation is not there.</summary>
    /// <exception cref="ConfigException">It is no field that a pod is told.</exception>
    public static string ValueOf(ObjectFieldSelector selector, DownwardView view)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(view);
        var (metadata, spec) = (view.Pod.Metadata, view.Pod.Spec);
        return PodFieldPath.Parse(selector.FieldPath) switch
        {
            { Path: PodFieldPath.Labels, Key: { } key } => metadata.Labels.GetValueOrDefault(key, ""),
            { Path: PodFieldPath.Annotations, Key: { } key } => metadata.Annotations.GetValueOrDefault(key, ""),
            { Key: not null } => throw Unknown(selector),
            { Path: PodFieldPath.Labels } => Lines(metadata.Labels),
            { Path: PodFieldPath.Annotations } => Lines(metadata.Annotations),
            { Path: "metadata.name" } => metadata.Name,
            { Path: "metadata.namespace" } => metadata.Namespace,
            { Path: "metadata.uid" } => metadata.Uid,
            { Path: "spec.nodeName" } => spec.NodeName ?? "",
            { Path: "spec.serviceAccountName" } => spec.ServiceAccountName ?? DefaultAccount,
            { Path: "status.hostIP" or "status.hostIPs" } => view.HostAddress,
            { Path: "status.podIP" or "status.podIPs" } => view.PodAddress,
            _ => throw Unknown(selector),
        };
    }

    // As Go quotes text, which those who read such files count on.
    private static string Lines(IEnumerable<KeyValuePair<string, string>> map) => string.Join('\n', map.Select(pair => $"{pair.Key}={QuotedText.Of(pair.Value)}"));

    private static ConfigException Unknown(ObjectFieldSelector selector) => new($"unsupported fieldPath: {selector.FieldPath}");
}
