namespace Orleans;

/// <summary>Asks the packages' code generator for a serializer; the stand-in needs none.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;
