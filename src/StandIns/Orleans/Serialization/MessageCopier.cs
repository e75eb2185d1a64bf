using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Orleans.Messaging;

namespace Orleans.Serialization;

/// <summary>
/// Copies what crosses a grain boundary, so that no change on one side is seen on the other. What cannot change is passed as it is; all else
/// goes through JSON, as the packages send it.
/// </summary>
internal sealed class MessageCopier(IEnumerable<JsonMessages> registrations)
{
    private static readonly JsonSerializerOptions Plain = new() { IncludeFields = true };

    private readonly JsonMessages[] _registrations = [.. registrations];
    private readonly ConcurrentDictionary<Type, JsonSerializerOptions> _options = new();

    /// <summary>A value that shares nothing that can change with the one given.</summary>
    public object? Copy(object? value, Type declaredType)
    {
        if (value is null or string or GrainProxy or CancellationToken or Exception)
        {
            return value;
        }

        if (value is Grain grain)
        {
            return grain.AsReference(declaredType);
        }

        var type = value.GetType();
        if (ImmutableTypes.Contains(type))
        {
            return value;
        }

        // A collection expression behind an interface has a type of the compiler's, which JSON cannot make again.
        var copied = declaredType.IsInterface && (!type.IsPublic || type.IsDefined(typeof(CompilerGeneratedAttribute), false)) ? declaredType : type;
        var options = _options.GetOrAdd(copied, OptionsFor);
        return JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, copied, options), copied, options);
    }

    private JsonSerializerOptions OptionsFor(Type type) =>
        _registrations.FirstOrDefault(messages => messages.Include(type))?.Options ?? Plain;
}
