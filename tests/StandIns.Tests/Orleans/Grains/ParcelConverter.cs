using System.Text.Json;
using System.Text.Json.Serialization;

namespace StandIns.Tests.Silos;

public sealed class ParcelConverter : JsonConverter<Parcel>
{
    /// <summary>Called for each that is read, and waited for.</summary>
    public static Action<string> Reading { get; set; } = _ => { };

    public override Parcel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString()!;
        Reading(text);
        return new Parcel(text);
    }

    public override void Write(Utf8JsonWriter writer, Parcel value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
