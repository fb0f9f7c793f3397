package gallery.stacks.construct;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import gallery.stacks.core.GalleryStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.constructs.Construct;

/** A role that one AWS service takes on, with the one policy that says what it may do. */
public final class ServiceRole extends Construct {

    private final IamRole role;
    private final IamRolePolicy policy;

    private ServiceRole(GalleryStack stack, String id, Builder settings) {
        super(stack, id + "-role");
        role = IamRole.Builder.create(this, "role")
                .name(settings.name)
                .description(settings.description)
                .assumeRolePolicy(
                        settings.trust(stack.context().environment().account()).json())
                .tags(stack.tags())
                .build();
        role.overrideLogicalId(id);
        policy = IamRolePolicy.Builder.create(this, "policy")
                .name(settings.name)
                .role(role.getId())
                .policy(new PolicyDocument(settings.statements).json())
                .build();
        policy.overrideLogicalId(id);
    }

    /**
     * Begins a role.
     *
     * @param name unique within the account, at most 64 characters
     * @param service such as {@code lambda.amazonaws.com}
     */
    public static Builder named(String name, String service) {
        return new Builder(name, service);
    }

    /** The ARN as a reference, which makes Terraform create the role first. */
    public String arn() {
        return role.getArn();
    }

    /** What the role may do, for whatever needs it at once when it is created. */
    public IamRolePolicy policy() {
        return policy;
    }

    /** Collects what a role is trusted with. */
    public static final class Builder {

        private final String name;
        private final String service;
        private final List<Statement> statements = new ArrayList<>();
        private String description = "";
        private boolean ownAccountOnly;
        private Optional<String> source = Optional.empty();

        private Builder(String name, String service) {
            this.name = name;
            this.service = service;
        }

        public Builder describedAs(String text) {
            description = text;
            return this;
        }

        /**
         * Lets the service take the role on for resources of this account only.
         *
         * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html">the confused deputy</a>
         */
        public Builder forOwnAccount() {
            ownAccountOnly = true;
            return this;
        }

        /** Lets the service take the role on for this one resource of this account only. */
        public Builder onlyFor(String arn) {
            source = Optional.of(arn);
            return forOwnAccount();
        }

        public Builder allowing(Statement statement) {
            statements.add(statement);
            return this;
        }

        public Builder allowing(List<Statement> more) {
            statements.addAll(more);
            return this;
        }

        /** Creates the role; {@code id} is its name within Terraform. */
        public ServiceRole create(GalleryStack stack, String id) {
            return new ServiceRole(stack, id, this);
        }

        private PolicyDocument trust(String account) {
            if (!ownAccountOnly) {
                return PolicyDocument.trust(service);
            }
            Statement trust = Statement.allow("AssumeRole")
                    .services(service)
                    .actions("sts:AssumeRole")
                    .when("StringEquals", "aws:SourceAccount", account);
            return PolicyDocument.of(
                    source.isPresent() ? trust.when("ArnEquals", "aws:SourceArn", source.get()) : trust);
        }
    }
}
