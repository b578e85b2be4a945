package dev.cairn.standalone.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.cairn.platform.connection.ConnectionAutoConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceVerificationAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;

/**
 * Spring Authorization Server with what it needs, and nothing of the services that lie on the same classpath but what a
 * connection may cost.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    ConnectionAutoConfiguration.class
})
@EnableWebSecurity
class IssuerConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain protocol(
            HttpSecurity http,
            RegisteredClientRepository clients,
            @Value("${issuer.name}") String name,
            @Value("${issuer.address}") String address) {
        return http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(oidc -> oidc.providerConfigurationEndpoint(described ->
                            described.providerConfigurationCustomizer(told -> told.claims(
                                    claims -> claims.replaceAll((claim, value) -> at(name, address, claim, value))))));
                    devices(server, new DeviceClients(clients));
                })
                .addFilterBefore(new FreshSignIn(), LogoutFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(errors -> errors.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                .build();
    }

    /** The issuer keeps its name where its port is another; what it describes is where it is. */
    private static Object at(String name, String address, String claim, Object value) {
        return !claim.equals("issuer") && value.toString().startsWith(name + "/")
                ? address + value.toString().substring(name.length())
                : value;
    }

    /** Each sign-in of a device is confirmed by a person: that they did it once for one machine is nothing for the next. */
    private static void devices(OAuth2AuthorizationServerConfigurer server, DeviceClients clients) {
        server.clientAuthentication(
                        client -> client.authenticationConverter(clients).authenticationProvider(clients))
                .deviceAuthorizationEndpoint(begin -> begin.verificationUri(DevicePages.CODE)
                        .deviceAuthorizationRequestConverter(DeviceClients::request))
                .deviceVerificationEndpoint(verify -> verify.authenticationProviders(providers -> providers.stream()
                                .filter(OAuth2DeviceVerificationAuthenticationProvider.class::isInstance)
                                .map(OAuth2DeviceVerificationAuthenticationProvider.class::cast)
                                .forEach(provider -> provider.setAuthorizationConsentRequired(asked -> true)))
                        .consentPage(DevicePages.CONFIRM)
                        .deviceVerificationResponseHandler(new SimpleUrlAuthenticationSuccessHandler(DevicePages.DONE))
                        .errorResponseHandler(new SimpleUrlAuthenticationFailureHandler(DevicePages.REFUSED)));
    }

    @Bean
    @Order(2)
    SecurityFilterChain signIn(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults())
                .build();
    }

    /** The least work that the algorithm allows: these passwords are printed in the documentation. */
    @Bean
    PasswordEncoder passwords() {
        return new BCryptPasswordEncoder(4);
    }

    @Bean
    DevicePages devicePages() {
        return new DevicePages();
    }

    @Bean
    UserDetailsService people(PasswordEncoder passwords) {
        return new InMemoryUserDetailsManager(DemoAccounts.PEOPLE.stream()
                .map(person -> user(person, passwords))
                .toList());
    }

    private static UserDetails user(DemoAccounts.Account person, PasswordEncoder passwords) {
        return User.withUsername(person.name())
                .password(passwords.encode(person.password()))
                .roles(person.roles().toArray(String[]::new))
                .build();
    }

    @Bean
    RegisteredClientRepository clients(PasswordEncoder passwords) {
        List<RegisteredClient> clients = new ArrayList<>();
        clients.add(Clients.commandLine());
        DemoAccounts.MACHINES.forEach(machine -> clients.add(Clients.machine(machine, passwords)));
        return new InMemoryRegisteredClientRepository(clients);
    }

    @Bean
    JWKSource<SecurityContext> keys(@Value("${issuer.key-file}") Path file) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.in(file)));
    }

    @Bean
    JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    AuthorizationServerSettings settings(@Value("${issuer.name}") String name) {
        return AuthorizationServerSettings.builder().issuer(name).build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(@Value("${issuer.name}") String name) {
        return new Claims(name);
    }
}
