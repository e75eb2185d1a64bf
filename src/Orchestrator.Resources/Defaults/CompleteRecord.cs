using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Defaults;

/// <summary>
/// Tells records that are already what would be read again from their document with its constant defaults. Most are, because they were made from such ones,
/// and then nobody has to write and read that document.
/// </summary>
internal sealed class CompleteRecord
{
    private static readonly ConcurrentDictionary<Type, CompleteRecord> Known = new();

    private readonly ImmutableArray<Member> _members;
    private readonly bool _isDescribed;

    private CompleteRecord(Type type)
    {
        var schema = ObjectSchema.Of(type);
        var properties = ResourceJson.Options.GetTypeInfo(type).Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        var fresh = type.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(type);
        _members =
        [
            .. schema.Fields.Where(field => properties.GetValueOrDefault(field.Name)?.Get is not null).Select(field =>
            {
                var property = properties[field.Name];
                return new Member(field, property.Get!, property.ShouldSerialize, fresh is null ? null : property.Get!(fresh));
            }),
        ];
        _isDescribed = _members.Length == schema.Fields.Count(field => field.Property is not null);
    }

    /// <summary>Whether it lacks no default, and holds nothing that its document would leave out or write otherwise.</summary>
    public static bool Is(object record) => Known.GetOrAdd(record.GetType(), static type => new CompleteRecord(type)).Holds(record);

    private bool Holds(object record)
    {
        if (!_isDescribed)
        {
            return false;
        }

        foreach (var member in _members)
        {
            if (!member.Holds(record))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Member(FieldSchema Field, Func<object, object?> Get, Func<object, object?, bool>? IsWritten, object? Fresh)
    {
        public bool Holds(object record)
        {
            var value = Get(record);
            if (value is null || IsWritten?.Invoke(record, value) == false)
            {
                return Field.Default is null && IsFresh(value);
            }

            return Field.Object is null ? Field.Type != FieldType.Time || IsInWholeSeconds((DateTimeOffset)value) : HoldsWithin(value);
        }

        // Lists are equal only where they are the same one; two that are empty say the same.
        private bool IsFresh(object? value) => Equals(value, Fresh) || (value is ICollection { Count: 0 } && Fresh is ICollection);

        private static bool HoldsWithin(object value) => value switch
        {
            IDictionary => false,
            IEnumerable items => items.Cast<object?>().All(item => item is not null && Is(item)),
            _ => Is(value),
        };

        // A document knows no finer ones.
        private static bool IsInWholeSeconds(DateTimeOffset time) => WholeSeconds.Of(time).EqualsExact(time);
    }
}
