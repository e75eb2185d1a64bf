using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Description;

/// <summary>Reads the attributes of a record.</summary>
internal static class SchemaReader
{
    public static ImmutableArray<FieldSchema> Read(Type type)
    {
        var served = type.GetProperties().Select(property => (property, field: property.GetCustomAttribute<FieldAttribute>()))
            .Where(pair => pair.field is not null)
            .Select(pair => Served(pair.property, pair.field!));
        var refused = type.GetCustomAttributes<RefusedFieldAttribute>().OrderBy(field => field.Number).Select(Refused);
        ImmutableArray<FieldSchema> fields = [.. served, .. refused];
        return fields.IsEmpty ? throw new InvalidOperationException($"{type} has no described fields") : fields;
    }

    /// <summary>The name in JSON of a described property.</summary>
    public static string NameOf(PropertyInfo property, FieldAttribute field) => field.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static FieldSchema Served(PropertyInfo property, FieldAttribute field)
    {
        var stored = property.GetCustomAttribute<StoredAttribute>();
        var refused = property.GetCustomAttribute<RefusedAttribute>();
        var (type, element, record) = TypeOf(property.PropertyType, field);
        return new FieldSchema
        {
            Name = NameOf(property, field),
            Number = field.Number,
            Within = field.Within,
            Type = type,
            ElementType = element,
            Object = record is null ? null : ObjectSchema.Of(record),
            Property = property,
            Description = field.Description,
            Support = stored is not null ? SupportLevel.Stored : refused is not null ? SupportLevel.Refused : SupportLevel.Works,
            Why = stored?.Why ?? refused?.Why ?? "",
            Accepted = Json(refused?.Except),
            Default = Json(field.Default),
            Required = field.Required,
            Always = field.Always,
            Immutable = field.Immutable,
            Secret = field.Secret,
            Bytes = field.Bytes,
            Minimum = field.Minimum,
            Maximum = field.Maximum,
            Format = field.Format,
            OneOf = [.. field.OneOf],
            List = field.List,
            Keys = [.. field.Keys],
            Atomic = field.Atomic || record?.IsDefined(typeof(AtomicAttribute), inherit: false) == true,
            Nullable = IsNullable(property),
            Patch = field.Patch,
            MergeKey = field.MergeKey,
        };
    }

    private static bool IsNullable(PropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static FieldSchema Refused(RefusedFieldAttribute field) => new()
    {
        Name = field.Name,
        Number = field.Number,
        Within = field.Within,
        RefusedEmpty = field.EvenEmpty,
        Type = field.Type,
        ElementType = field.Type == FieldType.List ? FieldType.Json : field.Type,
        Description = field.Why,
        Support = SupportLevel.Refused,
        Why = field.Why,
        List = field.List,
        Keys = [.. field.Keys],
        Patch = field.Patch,
        MergeKey = field.MergeKey,
    };

    private static (FieldType Type, FieldType Element, Type? Record) TypeOf(Type declared, FieldAttribute field)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            var (element, _, record) = TypeOf(type.GetGenericArguments()[0], field);
            return (FieldType.List, element, record);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            var (element, _, record) = TypeOf(type.GetGenericArguments()[1], field);
            return (FieldType.Map, element, record);
        }

        var scalar = Scalar(type, field.Microseconds);
        return (scalar, scalar, scalar == FieldType.Object ? type : null);
    }

    private static FieldType Scalar(Type type, bool microseconds) => type switch
    {
        _ when type == typeof(string) => FieldType.String,
        _ when type == typeof(bool) => FieldType.Boolean,
        _ when type == typeof(int) => FieldType.Int32,
        _ when type == typeof(long) => FieldType.Int64,
        _ when type == typeof(Quantity) => FieldType.Quantity,
        _ when type == typeof(IntOrString) => FieldType.IntOrString,
        _ when type == typeof(JsonElement) => FieldType.Json,
        _ when type == typeof(DateTimeOffset) => microseconds ? FieldType.MicroTime : FieldType.Time,
        _ when type.IsClass => FieldType.Object,
        _ => throw new InvalidOperationException($"a field can't be a {type}"),
    };

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
