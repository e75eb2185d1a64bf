namespace Orleans.Storage;

/// <summary>Turns states into what is stored, and back.</summary>
public interface IGrainStorageSerializer
{
    /// <summary>The bytes of a state.</summary>
    BinaryData Serialize<T>(T? input);

    /// <summary>The state of those bytes.</summary>
    T? Deserialize<T>(BinaryData input);
}
