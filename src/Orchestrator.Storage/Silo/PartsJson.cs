using System.Collections.Immutable;
using System.Text.Json;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Storage.Silo;

/// <summary>The parts of a state as they are stored, and what of a state has to be written.</summary>
internal static class PartsJson
{
    /// <summary>The parts of these payloads.</summary>
    public static ImmutableArray<IStatePart> Read(byte[][] payloads, Type type) =>
        [.. payloads.Select(payload => (IStatePart)(JsonSerializer.Deserialize(payload, type, ResourceJson.Options) ?? throw new JsonException("a part of a state is null")))];

    /// <summary>What has to be written of a state where this is stored, or where nobody knows what is; and what is stored after that.</summary>
    public static (StateWrite Write, StoredParts After) Split(StateWrite write, IPartedState state, Func<IPartedState, byte[]> serialize, StoredParts? stored)
    {
        var (parts, rest) = (state.Parts, state.WithParts(default));

        // Where nothing but parts has changed, as is usual, the rest need not be written down to see that.
        var main = stored?.Main is { } known && rest.Equals(stored.Rest) ? known : serialize(rest);
        var after = new StoredParts(null, main, parts) { Rest = rest };
        if (stored is null)
        {
            return (write with { Payload = main, Anew = write.Version is not null, Parts = [.. parts.Select(Whole)] }, after);
        }

        var payload = stored.Main is { } before && main.AsSpan().SequenceEqual(before) ? null : main;
        return (write with { Payload = payload, Parts = Difference(stored.Parts, parts) }, after);
    }

    private static ImmutableArray<(string Name, byte[]? Payload)> Difference(ImmutableArray<IStatePart> before, ImmutableArray<IStatePart> after)
    {
        var left = before.ToDictionary(part => part.PartName, StringComparer.Ordinal);
        var changes = ImmutableArray.CreateBuilder<(string Name, byte[]? Payload)>();
        foreach (var part in after)
        {
            if (!left.Remove(part.PartName, out var was) || !ReferenceEquals(was, part))
            {
                changes.Add(Whole(part));
            }
        }

        changes.AddRange(left.Keys.Order(StringComparer.Ordinal).Select(name => (name, (byte[]?)null)));
        return changes.ToImmutable();
    }

    private static (string Name, byte[]? Payload) Whole(IStatePart part) => (part.PartName, JsonSerializer.SerializeToUtf8Bytes(part, part.GetType(), ResourceJson.Options));
}
