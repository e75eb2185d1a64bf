namespace Gateway.Tests.CustomKinds;

/// <summary>Definitions of kinds, as people write them.</summary>
public static class Definitions
{
    /// <summary>Two served versions, every rule of schemas that objects meet often, and all subresources.</summary>
    public const string CronTab = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: crontabs.stable.example.com
        spec:
          group: stable.example.com
          scope: Namespaced
          names:
            plural: crontabs
            singular: crontab
            kind: CronTab
            shortNames: [ct]
            categories: [all]
          versions:
          - name: v1beta1
            served: true
            storage: false
            deprecated: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      cronSpec: {type: string}
                      zone: {type: string, default: UTC}
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                description: A program that runs at times.
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [cronSpec]
                    properties:
                      cronSpec: {type: string, pattern: '^(\d+|\*)(/\d+)?(\s+(\d+|\*)(/\d+)?){4}$', description: When it runs.}
                      image: {type: string, default: busybox, maxLength: 20}
                      replicas: {type: integer, minimum: 1, maximum: 10, default: 1}
                      mode: {type: string, enum: [Allow, Forbid]}
                      port: {x-kubernetes-int-or-string: true}
                      when: {type: string, format: date-time, nullable: true}
                      free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      labels: {type: object, additionalProperties: {type: string}}
                      steps:
                        type: array
                        maxItems: 3
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items:
                          type: object
                          required: [name]
                          properties:
                            name: {type: string}
                            image: {type: string}
                            retries: {type: integer, default: 2}
                  status:
                    type: object
                    properties:
                      replicas: {type: integer}
                      selector: {type: string}
                      conditions:
                        type: array
                        items:
                          type: object
                          properties:
                            type: {type: string}
                            status: {type: string}
            selectableFields:
            - jsonPath: .spec.mode
            subresources:
              status: {}
              scale:
                specReplicasPath: .spec.replicas
                statusReplicasPath: .status.replicas
                labelSelectorPath: .status.selector
            additionalPrinterColumns:
            - {name: Spec, type: string, jsonPath: .spec.cronSpec}
            - {name: Replicas, type: integer, jsonPath: .spec.replicas}
            - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
            - {name: Image, type: string, priority: 1, jsonPath: .spec.image}
        """;

    /// <summary>The least that a definition says.</summary>
    public static string Plain(string plural, string kind, string group = "plain.example.com", string scope = "Cluster") => $$$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: {{{plural}}}.{{{group}}} }
        spec:
          group: {{{group}}}
          scope: {{{scope}}}
          names: {plural: {{{plural}}}, kind: {{{kind}}} }
          versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true } }
        """;
}
