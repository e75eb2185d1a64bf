using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Description;

/// <summary>
/// What whoever serves objects of a kind has to know of it: its description, and how its documents are read, completed, judged and written. So the same code
/// serves kinds that are records and kinds that are known only while the server runs.
/// </summary>
/// <typeparam name="T">What holds an object.</typeparam>
/// <param name="kind">The description.</param>
public abstract class ResourceModel<T>(KindDescription kind)
    where T : class, IResource<T>
{
    /// <summary>The description.</summary>
    public KindDescription Kind { get; } = kind;

    /// <summary>An object that says nothing.</summary>
    public abstract T Empty { get; }

    /// <summary>Reads a document of a user.</summary>
    /// <param name="body">The document.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="DecodeException">It can't be accepted; the exception says which fields and why.</exception>
    public abstract Decoded<T> Decode(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options);

    /// <summary>Reads a document of which just what it says counts.</summary>
    /// <param name="body">The document.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="DecodeException">It can't be accepted; the exception says which fields and why.</exception>
    public abstract Decoded<JsonObject> DecodePart(ReadOnlyMemory<byte> body, BodyFormat format, DecodeOptions options);

    /// <summary>The object with its defaults. Applying them again changes nothing.</summary>
    public abstract T Default(T resource);

    /// <summary>What is wrong with an object that has its defaults; nothing where it is well.</summary>
    /// <param name="next">The object to be.</param>
    /// <param name="previous">The one that it replaces; null where it is new.</param>
    public abstract ImmutableArray<FieldError> Validate(T next, T? previous);

    /// <summary>The object in a stored document.</summary>
    public abstract T Read(ReadOnlySpan<byte> document);

    /// <summary>The object in a document that was decoded before.</summary>
    public abstract T Read(JsonNode document);

    /// <summary>The document to be stored.</summary>
    public abstract byte[] Stored(T resource);

    /// <summary>A stored document as clients see it.</summary>
    public abstract ReadOnlyMemory<byte> Shown(ReadOnlyMemory<byte> document);
}
