using System.Collections.Immutable;

namespace Orchestrator.Host.Client.Resources;

/// <summary>Reads <c>KIND</c>, <c>KIND,KIND</c>, <c>KIND NAME...</c> and <c>KIND/NAME...</c>.</summary>
public static class ResourceArguments
{
    /// <summary>What the words ask for, in their order.</summary>
    /// <exception cref="ClientException">They ask for nothing that could be, or for a kind that the server does not have.</exception>
    public static async Task<ImmutableArray<Asked>> ReadAsync(IReadOnlyList<string> words, Discovery discovery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(discovery);
        if (words.FirstOrDefault(word => word.StartsWith('-')) is { } option)
        {
            // The parser takes an option that it does not know for a name.
            throw ClientException.Misuse($"the option {option} is not known");
        }

        var paired = words.Count(word => word.Contains('/', StringComparison.Ordinal));
        if (paired == words.Count)
        {
            return await ReadPairsAsync(words, discovery, cancellationToken);
        }

        if (paired > 0)
        {
            throw ClientException.Misuse("either all of the objects are named KIND/NAME, or the kind comes first and names follow: KIND NAME...");
        }

        var asked = ImmutableArray.CreateBuilder<Asked>();
        foreach (var word in words[0].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var resources = await discovery.ResolveAsync(word, cancellationToken);
            asked.AddRange(resources.Select(resource => new Asked(resource, [.. words.Skip(1)])));
        }

        return asked.Count > 0 ? asked.DistinctBy(one => one.Resource).ToImmutableArray() : throw ClientException.Misuse("name a kind, for example pods");
    }

    private static async Task<ImmutableArray<Asked>> ReadPairsAsync(IReadOnlyList<string> words, Discovery discovery, CancellationToken cancellationToken)
    {
        var asked = ImmutableArray.CreateBuilder<Asked>();
        foreach (var word in words)
        {
            if (word.Split('/') is not [{ Length: > 0 } kind, { Length: > 0 } name])
            {
                throw ClientException.Misuse($"\"{word}\" must be KIND/NAME");
            }

            var resources = await discovery.ResolveAsync(kind, cancellationToken);
            asked.AddRange(resources.Select(resource => new Asked(resource, [name])));
        }

        return asked.ToImmutable();
    }
}
