using System.Text.Json;
using Orleans.Messaging;

namespace Orleans.Serialization;

/// <summary>
/// Copies what crosses a grain boundary within a silo, so that no change on one side is seen on the other. What cannot change is passed as it is; all
/// else goes through JSON, as it does between silos.
/// </summary>
internal sealed class MessageCopier(MessageJson json)
{
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

        if (ImmutableTypes.Contains(value.GetType()))
        {
            return value;
        }

        var copied = MessageJson.TypeOf(value, declaredType);
        var options = json.OptionsFor(copied);
        return JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, copied, options), copied, options);
    }
}
