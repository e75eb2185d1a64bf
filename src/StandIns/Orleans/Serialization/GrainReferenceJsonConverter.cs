using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>Writes a reference to a grain as the grain's id, and makes a reference of it again where it is read.</summary>
internal sealed class GrainReferenceJsonConverter(Func<GrainCaller> caller) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsInterface && typeToConvert.IsAssignableTo(typeof(IAddressable));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(typeToConvert), caller)!;

    private sealed class Typed<T>(Func<GrainCaller> caller) : JsonConverter<T>
        where T : class, IAddressable
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (T)caller().CreateReference(typeof(T), GrainId.Parse(reader.GetString()!));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.GetGrainId().ToString());
    }
}
