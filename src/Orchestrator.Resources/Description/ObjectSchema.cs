using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Orchestrator.Resources.Description;

/// <summary>The fields of an object, as the attributes of its record describe them.</summary>
public sealed class ObjectSchema
{
    private static readonly ConcurrentDictionary<Type, ObjectSchema> Known = new();

    private readonly FrozenDictionary<string, FieldSchema> _byName;
    private readonly FrozenDictionary<(int Within, int Number), FieldSchema> _byNumber;
    private readonly FrozenSet<int> _holders;

    private ObjectSchema(Type type)
        : this(type, SchemaReader.Read(type))
    {
    }

    /// <summary>The fields of an object that is no record.</summary>
    /// <param name="type">What holds such objects.</param>
    /// <param name="fields">The fields.</param>
    public ObjectSchema(Type type, ImmutableArray<FieldSchema> fields)
    {
        Type = type;
        Fields = fields;
        _byName = Fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
        _byNumber = Fields.ToFrozenDictionary(field => (field.Within, field.Number));
        _holders = Fields.Where(field => field.Within > 0).Select(field => field.Within).ToFrozenSet();
    }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>The fields in the order of their numbers' appearance in the record; those refused in whole come last.</summary>
    public ImmutableArray<FieldSchema> Fields { get; }

    /// <summary>What a field is that is not described and kept all the same; null where such fields are unknown.</summary>
    public FieldSchema? Rest { get; init; }

    /// <summary>Names that are not fields here, although undescribed fields are kept.</summary>
    public ImmutableArray<string> Reserved { get; init; } = [];

    /// <summary>Whether the status is written apart from the rest of the object.</summary>
    public bool HasStatusApart { get; init; } = true;

    /// <summary>The schema of a described record.</summary>
    public static ObjectSchema Of<T>() => Of(typeof(T));

    /// <summary>The schema of a described record.</summary>
    public static ObjectSchema Of(Type type) => Known.GetOrAdd(type, static key => new ObjectSchema(key));

    /// <summary>The field of this JSON name, or null.</summary>
    public FieldSchema? Find(string name) =>
        _byName.GetValueOrDefault(name) ?? (Rest is null || Reserved.Contains(name) ? null : Rest with { Name = name });

    /// <summary>The field of this number in protobuf, or null.</summary>
    /// <param name="within">The number of the message that holds it there; 0 where that is the object's own.</param>
    /// <param name="number">The field's number.</param>
    public FieldSchema? Find(int within, int number) => _byNumber.GetValueOrDefault((within, number));

    /// <summary>Whether this number is in protobuf a message that holds fields which JSON has one level higher.</summary>
    public bool IsHolder(int number) => _holders.Contains(number);

    /// <summary>The field at a path such as <c>spec.strategy.type</c>, through objects and items of lists; null where there is none.</summary>
    public FieldSchema? FindPath(string path)
    {
        FieldSchema? field = null;
        ObjectSchema? within = this;
        foreach (var name in path.Split('.'))
        {
            field = within?.Find(name);
            within = field?.Object;
        }

        return field;
    }
}
