namespace Orchestrator.Resources.Validation;

/// <summary>What kind of fault a field has. The first ones are Kubernetes' reasons of causes.</summary>
public static class FieldErrorReason
{
    /// <summary>It must be there.</summary>
    public const string Required = "FieldValueRequired";

    /// <summary>Its value breaks a rule.</summary>
    public const string Invalid = "FieldValueInvalid";

    /// <summary>Its value is none of those that are known.</summary>
    public const string NotSupported = "FieldValueNotSupported";

    /// <summary>It must not be there.</summary>
    public const string Forbidden = "FieldValueForbidden";

    /// <summary>It occurs twice, or repeats what must be unique.</summary>
    public const string Duplicate = "FieldValueDuplicate";

    /// <summary>It names what is not there.</summary>
    public const string NotFound = "FieldValueNotFound";

    /// <summary>It is too long.</summary>
    public const string TooLong = "FieldValueTooLong";

    /// <summary>It has too many items.</summary>
    public const string TooMany = "FieldValueTooMany";

    /// <summary>It is JSON of the wrong type.</summary>
    public const string TypeInvalid = "FieldValueTypeInvalid";

    /// <summary>No field has this name.</summary>
    public const string UnknownField = "UnknownField";

    /// <summary>The document can't be read at all.</summary>
    public const string Malformed = "MalformedDocument";
}
