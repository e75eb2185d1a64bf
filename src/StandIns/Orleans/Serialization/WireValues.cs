using System.Buffers;
using System.Text.Json;
using Orleans.Messaging;

namespace Orleans.Serialization;

/// <summary>
/// Writes values as they cross silos: a JSON array of pairs, each the name of the value's type and the value. The name is left out (null) where the
/// reader knows the type, because the method declares it.
/// </summary>
internal sealed class WireValues
{
    // Beside this mark, in place of a type's name, is an exception.
    private const string ExceptionMark = "!";

    private const int DepthMax = 1000;

    private readonly MessageJson _json;
    private readonly WireTypes _types;
    private readonly WireExceptions _exceptions;

    public WireValues(MessageJson json, WireTypes types)
    {
        _json = json;
        _types = types;
        _exceptions = new WireExceptions(this, types);
    }

    public ReadOnlyMemory<byte> Write(ReadOnlySpan<object?> values, ReadOnlySpan<Type> declaredTypes)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = DepthMax, SkipValidation = true });
        writer.WriteStartArray();
        for (var i = 0; i < values.Length; i++)
        {
            Write(writer, values[i], declaredTypes[i]);
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public object?[] Read(ReadOnlyMemory<byte> utf8, ReadOnlySpan<Type> declaredTypes)
    {
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = DepthMax });
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        var values = new object?[declaredTypes.Length];
        for (var i = 0; i < values.Length; i++)
        {
            Expect(reader.Read());
            values[i] = Read(ref reader, declaredTypes[i]);
        }

        Expect(reader.Read() && reader.TokenType == JsonTokenType.EndArray);
        return values;
    }

    public ReadOnlyMemory<byte> Write(object? value, Type declaredType) => Write([value], [declaredType]);

    public object? Read(ReadOnlyMemory<byte> utf8, Type declaredType) => Read(utf8, [declaredType])[0];

    /// <summary>Writes a pair.</summary>
    public void Write(Utf8JsonWriter writer, object? value, Type declaredType)
    {
        switch (value)
        {
            case null or CancellationToken:
                writer.WriteNullValue();
                writer.WriteNullValue();
                return;
            case Exception exception:
                writer.WriteStringValue(ExceptionMark);
                _exceptions.Write(writer, exception);
                return;
        }

        var type = value is GrainProxy proxy && !declaredType.IsInterface ? proxy.InterfaceType : MessageJson.TypeOf(value, declaredType);
        if (type == declaredType || type == Nullable.GetUnderlyingType(declaredType))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(WireTypes.NameOf(type));
        }

        JsonSerializer.Serialize(writer, value, type, _json.OptionsFor(type));
    }

    /// <summary>Reads a pair, of which the reader stands at the first.</summary>
    public object? Read(ref Utf8JsonReader reader, Type declaredType)
    {
        var name = reader.GetString();
        Expect(reader.Read());
        if (name == ExceptionMark)
        {
            return _exceptions.Read(ref reader);
        }

        if (reader.TokenType == JsonTokenType.Null && name is null)
        {
            return declaredType == typeof(CancellationToken) ? CancellationToken.None : null;
        }

        var type = name is null ? declaredType : TypeOf(name, declaredType);
        return JsonSerializer.Deserialize(ref reader, type, _json.OptionsFor(type));
    }

    private static void Expect(bool isRight)
    {
        if (!isRight)
        {
            throw new JsonException("What came is no list of values as silos send it: the sender may have another version of the interface.");
        }
    }

    private Type TypeOf(string name, Type declaredType) => _types.Find(name) is { } type && type.IsAssignableTo(declaredType)
        ? type
        : throw new JsonException($"A value of type {name} came where a {declaredType} belongs. That type is not known here as one of messages.");
}
