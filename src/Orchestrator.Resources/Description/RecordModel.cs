using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Description;

/// <summary>A kind whose objects are a record: its attributes say all that there is to know. What is stored is what clients see.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="kind">The description.</param>
public sealed class RecordModel<T>(KindDescription kind) : ResourceModel<T>(kind)
    where T : class, IResource<T>, new()
{
    /// <inheritdoc/>
    public override T Empty => new();

    /// <inheritdoc/>
    public override Decoded<T> Decode(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options) => ResourceDecoder.Decode<T>(body, format, options);

    /// <inheritdoc/>
    public override Decoded<JsonObject> DecodePart(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options) =>
        ResourceDecoder.DecodePart<T>(body, format, options);

    /// <inheritdoc/>
    public override T Default(T resource) => ResourceDefaults.Apply(resource);

    /// <inheritdoc/>
    public override ImmutableArray<FieldError> Validate(T next, T? previous) => ResourceValidation.Validate(next, previous);

    /// <inheritdoc/>
    public override T Read(ReadOnlySpan<byte> document) => ResourceJson.Deserialize<T>(document);

    /// <inheritdoc/>
    public override T Read(JsonNode document) => ResourceJson.Deserialize<T>(document);

    /// <inheritdoc/>
    public override byte[] Stored(T resource) => ResourceJson.SerializeToUtf8(resource);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Shown(ReadOnlyMemory<byte> document) => document;
}
