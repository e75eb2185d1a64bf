using System.Collections.Immutable;
using System.Text;

namespace Orchestrator.Planning.Configuration;

/// <summary>The ConfigMaps, Secrets and tokens that were read for a pod.</summary>
/// <param name="Answers">What came of each.</param>
public sealed record ConfigContents(ImmutableDictionary<ConfigReference, ConfigAnswer> Answers)
{
    /// <summary>For what names none.</summary>
    public static readonly ConfigContents Empty = new(ImmutableDictionary<ConfigReference, ConfigAnswer>.Empty);

    /// <summary>What came of asking for each of the pod's tokens.</summary>
    public ImmutableDictionary<TokenReference, TokenAnswer> Tokens { get; init; } = ImmutableDictionary<TokenReference, TokenAnswer>.Empty;

    /// <summary>A token.</summary>
    /// <exception cref="ConfigException">None could be had.</exception>
    public string FindToken(TokenReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var answer = Tokens.GetValueOrDefault(reference) ?? throw new InvalidOperationException($"{reference} was not asked for before it was used");
        return answer.Value ?? throw new ConfigException(answer.Fault!);
    }

    /// <summary>The object; null where there is none and it is optional.</summary>
    /// <exception cref="ConfigException">There is none and it is not optional, or it could not be read.</exception>
    public ConfigObject? Find(ConfigReference reference, bool? optional)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var answer = Answers.GetValueOrDefault(reference) ?? throw new InvalidOperationException($"{reference} was not read before it was used");
        if (answer.Fault is { } fault)
        {
            throw new ConfigException(fault);
        }

        return answer.Object ?? (optional == true ? null : throw new ConfigException(reference.NotFound));
    }

    /// <summary>One value as text; null where it or its object is not there and is optional.</summary>
    /// <exception cref="ConfigException">It is not there and is not optional, or could not be read.</exception>
    public string? FindText(ConfigReference reference, string key, bool? optional)
    {
        if (Find(reference, optional) is not { } found)
        {
            return null;
        }

        return found.Data.TryGetValue(key, out var value)
            ? Encoding.UTF8.GetString(value.Span)
            : optional == true ? null : throw new ConfigException($"couldn't find key {key} in {reference.Kind} {reference.Namespace}/{reference.Name}");
    }
}
