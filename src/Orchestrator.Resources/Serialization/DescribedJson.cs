using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Serialization;

/// <summary>Shapes the JSON of records by the description of their fields: names, times, and what is left out when empty.</summary>
internal static class DescribedJson
{
    private static readonly TimeConverter Time = new();
    private static readonly MicroTimeConverter MicroTime = new();

    public static void Modify(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in info.Properties)
        {
            if (property.AttributeProvider is PropertyInfo declared && declared.GetCustomAttribute<FieldAttribute>() is { } field)
            {
                Shape(property, declared, field);
            }
        }
    }

    private static void Shape(JsonPropertyInfo property, PropertyInfo declared, FieldAttribute field)
    {
        property.Name = SchemaReader.NameOf(declared, field);
        if (declared.PropertyType == typeof(DateTimeOffset?))
        {
            property.CustomConverter = field.Microseconds ? MicroTime : Time;
        }

        // A null in a stored document must not replace the empty value that the record starts with.
        if (property.Set is { } set)
        {
            property.Set = (target, value) =>
            {
                if (value is not null)
                {
                    set(target, value);
                }
            };
        }

        if (!field.Always)
        {
            var empty = EmptyOf(declared);
            property.ShouldSerialize = (_, value) => !IsEmpty(value, empty);
        }
        else if (declared.PropertyType == typeof(string))
        {
            var get = property.Get!;
            property.Get = target => get(target) ?? "";
        }
    }

    /// <summary>What the property is when nothing was said: a record without values, zero, false; null where absence differs from that.</summary>
    private static object? EmptyOf(PropertyInfo declared)
    {
        var nullable = new NullabilityInfoContext().Create(declared).ReadState == NullabilityState.Nullable;
        var constructible = declared.PropertyType.IsValueType || declared.PropertyType.GetConstructor(Type.EmptyTypes) is not null;
        return nullable || !constructible ? null : Activator.CreateInstance(declared.PropertyType);
    }

    private static bool IsEmpty(object? value, object? empty) => value switch
    {
        null or "" => true,
        string => false,
        ICollection items => items.Count == 0,
        IEnumerable items => !items.GetEnumerator().MoveNext(),
        _ => empty is not null && value.Equals(empty),
    };
}
