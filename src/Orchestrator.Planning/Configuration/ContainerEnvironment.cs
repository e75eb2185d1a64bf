using System.Text;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Configuration;

/// <summary>Finds the values of a container's environment variables.</summary>
public static class ContainerEnvironment
{
    /// <summary>Whether a variable tells what pods may use of the node, where a container has no limit of its own.</summary>
    public static bool AsksForResources(Container container)
    {
        ArgumentNullException.ThrowIfNull(container);
        return container.Env.Any(variable => variable.ValueFrom?.ResourceFieldRef is not null);
    }

    /// <summary>The same container with all variables as plain values: those of envFrom first, so that env counts more. What is optional and not there is left out.</summary>
    /// <param name="container">The container as declared.</param>
    /// <param name="view">What it may be told of its pod.</param>
    /// <param name="contents">The ConfigMaps and Secrets that it names.</param>
    /// <exception cref="ConfigException">Something is not there and not optional, or could not be read.</exception>
    public static Container Resolve(Container container, DownwardView view, ConfigContents contents)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(contents);
        var whole = container.EnvFrom.SelectMany(source => AllOf(source, view.Pod, contents));
        var single = container.Env.Select(variable => Resolve(variable, container, view, contents)).OfType<EnvVar>();
        return container with { EnvFrom = [], Env = [.. whole, .. single] };
    }

    private static IEnumerable<EnvVar> AllOf(EnvFromSource source, Pod pod, ConfigContents contents)
    {
        var found = source switch
        {
            { ConfigMapRef: { } map } when ConfigReferences.Map(pod, map.Name) is { } reference => contents.Find(reference, map.Optional),
            { SecretRef: { } secret } when ConfigReferences.Secret(pod, secret.Name) is { } reference => contents.Find(reference, secret.Optional),
            _ => null,
        };
        return found is null ? [] : found.Data.Select(value => Plain($"{source.Prefix}{value.Key}", Encoding.UTF8.GetString(value.Value.Span)));
    }

    private static EnvVar? Resolve(EnvVar variable, Container container, DownwardView view, ConfigContents contents)
    {
        if (!string.IsNullOrEmpty(variable.Value) || variable.ValueFrom is not { } source)
        {
            return variable;
        }

        var value = source switch
        {
            { FieldRef: { } field } => DownwardFields.ValueOf(field, view),
            { ResourceFieldRef: { } resource } => DownwardResources.ValueOf(resource, container, view),
            { ConfigMapKeyRef: { } key } when ConfigReferences.Map(view.Pod, key.Name) is { } reference => contents.FindText(reference, key.Key, key.Optional),
            { SecretKeyRef: { } key } when ConfigReferences.Secret(view.Pod, key.Name) is { } reference => contents.FindText(reference, key.Key, key.Optional),
            _ => null,
        };
        return value is null ? null : Plain(variable.Name, value);
    }

    // Names are replaced in what people write as a value, and not in values that come from elsewhere: a dollar sign that is doubled stands for itself.
    private static EnvVar Plain(string name, string value) => new() { Name = name, Value = value.Replace("$", "$$", StringComparison.Ordinal) };
}
