using System.Collections.Immutable;
using System.Text;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Tests.CustomResources;

/// <summary>Which definitions are refused, with the field and in Kubernetes' words.</summary>
public sealed class DefinitionValidationTests
{
    private const string Root = "spec.versions[0].schema.openAPIV3Schema";

    [Fact]
    public void Right_definition_gets_its_defaults()
    {
        var definition = Read(Yaml());

        Assert.Empty(ResourceValidation.Validate(definition, null));
        Assert.Equal(("crontab", "CronTabList", "None"), (definition.Spec.Names.Singular, definition.Spec.Names.ListKind, definition.Spec.Conversion!.Strategy));
    }

    [Theory]
    [InlineData("name: crontabs.example.com", "name: crons.example.com", "metadata.name", "Invalid value: \"crons.example.com\": must be spec.names.plural+\".\"+spec.group")]
    [InlineData("scope: Cluster", "scope: World", "spec.scope", "Unsupported value: \"World\": supported values: \"Cluster\", \"Namespaced\"")]
    [InlineData("storage: true", "storage: false", "spec.versions", "Invalid value: [\"v1\"]: must have exactly one version marked as storage version")]
    [InlineData("kind: CronTab", "kind: CronTab, listKind: CronTab", "spec.names.listKind", "Invalid value: \"CronTab\": kind and listKind may not be the same")]
    [InlineData("scope: Cluster", "scope: Cluster\n  preserveUnknownFields: true", "spec.preserveUnknownFields", "Invalid value: true: must be false")]
    [InlineData("scope: Cluster", "scope: Cluster\n  conversion: {strategy: Webhook}", "spec.conversion.strategy", "Unsupported value: \"Webhook\": supported values: \"None\"")]
    [InlineData("example.com", "apps", "spec.group", "Invalid value: \"apps\": should be a domain with at least one dot")]
    [InlineData("example.com", "rbac.authorization.k8s.io", "spec.group", "Forbidden: the server itself serves this group; choose another")]
    public void Definition_that_breaks_a_rule_is_refused(string from, string to, string field, string message) =>
        Assert.Contains(new FieldError(field, ReasonOf(message), message), ErrorsOf(Yaml().Replace(from, to, StringComparison.Ordinal)));

    [Theory]
    [InlineData("{type: string}", ".type", "Invalid value: \"string\": must be object at the root")]
    [InlineData("{}", ".type", "Required value: must not be empty at the root")]
    [InlineData("{type: object, properties: {a: {description: x} } }", ".properties[a].type", "Required value: must not be empty for specified object fields")]
    [InlineData("{type: object, properties: {a: {type: array} } }", ".properties[a].items", "Required value: must be specified")]
    [InlineData("{type: object, properties: {a: {type: array, items: {} } } }", ".properties[a].items.type", "Required value: must not be empty for specified array items")]
    [InlineData("{type: object, properties: {a: {type: text} } }", ".properties[a].type", "Unsupported value: \"text\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"")]
    [InlineData("{type: object, properties: {a: {type: string} }, additionalProperties: {type: string} }", ".additionalProperties", "Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData("{type: object, properties: {a: {type: string, pattern: '('} } }", ".properties[a].pattern", null)]
    [InlineData("{type: object, properties: {a: {type: string, pattern: '(?=a)b'} } }", ".properties[a].pattern", null)]
    [InlineData("{type: object, $ref: x}", ".$ref", "Forbidden: $ref is not supported")]
    [InlineData("{type: object, properties: {a: {type: array, items: {type: string}, uniqueItems: true} } }", ".properties[a].uniqueItems", "Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData("{type: object, anyOf: [{properties: {a: {minimum: 1} } }] }", ".properties[a]", $"Required value: because it is defined in {Root}.anyOf[0].properties[a]")]
    [InlineData("{type: object, properties: {a: {type: string, anyOf: [{type: string}] } } }", ".properties[a].anyOf[0].type", "Forbidden: must be empty to be structural")]
    [InlineData("{type: object, properties: {a: {type: string, x-kubernetes-int-or-string: true} } }", ".properties[a].type", "Invalid value: \"string\": must be empty if x-kubernetes-int-or-string is true")]
    [InlineData("{type: object, x-kubernetes-preserve-unknown-fields: false}", ".x-kubernetes-preserve-unknown-fields", "Invalid value: false: must be true or undefined")]
    [InlineData("{type: object, properties: {a: {type: array, x-kubernetes-list-type: map, items: {type: object} } } }", ".properties[a].x-kubernetes-list-map-keys", "Required value: must not be empty if x-kubernetes-list-type is map")]
    [InlineData("{type: object, properties: {a: {type: integer, default: x} } }", ".properties[a].default", null)]
    [InlineData("{type: object, properties: {metadata: {type: object, properties: {labels: {type: object} } } } }", ".properties[metadata].properties[labels]", "Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified")]
    public void Schema_that_is_not_structural_is_refused(string schema, string field, string? message) => Assert.Contains(
        ErrorsOf(Yaml(schema)), error => error.Field == Root + field && (message is null || error.Message == message));

    [Theory]
    [InlineData("subresources: {scale: {specReplicasPath: .replicas, statusReplicasPath: .status.replicas} }", "subresources.scale.specReplicasPath", "should be a json path under .spec")]
    [InlineData("subresources: {scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .spec.replicas} }", "subresources.scale.statusReplicasPath", "should be a json path under .status")]
    [InlineData("additionalPrinterColumns: [{name: A, type: string, jsonPath: 'spec.a'}]", "additionalPrinterColumns[0].jsonPath", "must be a path such as")]
    [InlineData("selectableFields: [{jsonPath: '.spec.a[0]'}]", "selectableFields[0].jsonPath", "must be a path of names such as .spec.color")]
    public void Path_that_can_not_be_followed_is_refused(string what, string field, string message)
    {
        var error = Assert.Single(ErrorsOf(Yaml(more: what)));

        Assert.Equal($"spec.versions[0].{field}", error.Field);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Scope_and_names_of_an_established_definition_stay()
    {
        var established = Read(Yaml());
        established = established with
        {
            Status = new CustomResourceDefinitionStatus { Conditions = [new CustomResourceCondition { Type = CustomResourceConditionType.Established, Status = "True" }] },
        };

        var errors = ResourceValidation.Validate(established with { Spec = established.Spec with { Scope = CustomResourceScope.Namespaced } }, established);

        Assert.Equal<FieldError>([new FieldError("spec.scope", FieldErrorReason.Invalid, "Invalid value: \"Namespaced\": field is immutable")], errors);
    }

    [Fact]
    public void What_is_not_done_is_answered_with_a_warning()
    {
        const string Schema = "{type: object, properties: {a: {type: string, format: isbn, x-kubernetes-validations: [{rule: 'self.size() > 1'}] } } }";

        var read = Decode(Yaml(Schema));

        Assert.Equal(2, read.Warnings.Length);
        Assert.Contains("x-kubernetes-validations, which are stored but not evaluated", read.Warnings[0]);
        Assert.Contains("formats that are stored but not checked: isbn", read.Warnings[1]);
        Assert.Contains("self.size() > 1", ResourceJson.Serialize(read.Resource));
    }

    private static string ReasonOf(string message) => message[..message.IndexOf(':', StringComparison.Ordinal)] switch
    {
        "Unsupported value" => FieldErrorReason.NotSupported,
        "Forbidden" => FieldErrorReason.Forbidden,
        _ => FieldErrorReason.Invalid,
    };

    private static ImmutableArray<FieldError> ErrorsOf(string yaml) => ResourceValidation.Validate(Read(yaml), null);

    private static CustomResourceDefinition Read(string yaml) => ResourceDefaults.Apply(Decode(yaml).Resource);

    private static Decoded<CustomResourceDefinition> Decode(string yaml) =>
        ResourceDecoder.Decode<CustomResourceDefinition>(Encoding.UTF8.GetBytes(yaml), BodyFormat.Yaml, new DecodeOptions());

    private static string Yaml(string schema = "{type: object}", string more = "deprecated: false") => $$$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: crontabs.example.com}
        spec:
          group: example.com
          scope: Cluster
          names: {plural: crontabs, kind: CronTab}
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {{{schema}}} }
            {{{more}}}
        """;
}
